"""The store's tables: accounts and roles, plans kept as versions in revisions, reviews, editions, and the audit log."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from lcsp.partnership.plan.lifecycle import StepKind
from lcsp.vocabulary.actors import Actor, Role


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the address that people sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of this address; raises Account.DoesNotExist."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """A person who signs in."""

    email = models.EmailField("email address", max_length=254, unique=True)
    name = models.CharField("name", max_length=120)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        """Addresses are kept in small letters, so that one address is one account."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="addresses_in_small_letters")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """This person as rules see them; the roles are asked for once."""
        known: Actor | None = getattr(self, "_actor", None)
        if known is None:
            grants = list(self.grants.values_list("role", "locality"))
            roles = frozenset(Role(role) for role, _ in grants)
            known = Actor(self.pk, self.name, roles, frozenset(locality for _, locality in grants if locality))
            self._actor = known
        return known

    def remember_actor(self, actor: Actor) -> None:
        """Note the roles, where they were read together with the account."""
        self._actor = actor


class Grant(models.Model):
    """A role that an account has; that of locality manager holds for one locality, named by its code."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    locality = models.CharField(max_length=200, blank=True)

    class Meta:
        """A role is given once, and names a locality exactly where it is that of its manager."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "role", "locality"], name="a_role_is_given_once"),
            models.CheckConstraint(
                condition=Q(role=Role.LOCALITY_MANAGER, locality__gt="")
                | ~Q(role=Role.LOCALITY_MANAGER) & Q(locality=""),
                name="only_managers_have_a_locality",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.locality}".strip()


class StoredPlan(models.Model):
    """A plan by its code; everything else that is known of it stands in its records.

    `head` is the number of its newest revision. Plans are never removed.
    """

    code = models.CharField(max_length=200, unique=True)
    head = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.code


class Revision(models.Model):
    """One change of a plan: who, when, why, and on what base; its versions hold what it changed."""

    plan = models.ForeignKey(StoredPlan, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="revisions")
    why = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """Numbered 1, 2, 3 … within a plan."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="one_revision_a_number")]

    def __str__(self) -> str:
        return f"{self.plan.code} revision {self.number}"


class Version(models.Model):
    """A record as it stood from one revision until another: `body` holds its cells as canonical text, in JSON.

    `until` is the number of the revision that put something else in its place, and empty while it stands. An empty
    body says that the record was removed. `position` gives its place among the records of its noun. `renamed_from` is
    the key that the record had before, where this revision gave it another.
    """

    plan = models.ForeignKey(StoredPlan, models.PROTECT, related_name="versions")
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=1000)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)
    position = models.FloatField()
    format = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True)
    renamed_from = models.CharField(max_length=1000, blank=True)

    class Meta:
        """At most one version of a record stands; the index of those that stand is as small as the plan itself."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "noun", "key"], condition=Q(until__isnull=True), name="one_version_stands"
            ),
            models.UniqueConstraint(fields=["plan", "noun", "key", "since"], name="one_version_a_revision"),
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "since"], name="versions_of_a_revision")]

    def __str__(self) -> str:
        return f"{self.noun} {self.key} since {self.since}"


class Edition(models.Model):
    """A named, frozen revision, with the bytes of its canonical export (JSON) and their sha256.

    An edition of a local plan names the edition of the county plan that it builds on. `audit_number` and `audit_sha256`
    are the last entry of the audit log when it was made: the log is verified against them.
    """

    plan = models.ForeignKey(StoredPlan, models.PROTECT, related_name="editions")
    name = models.CharField(max_length=120)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="editions")
    county_edition = models.ForeignKey("self", models.PROTECT, null=True, related_name="local_editions")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="editions")
    why = models.TextField()
    export = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    audit_number = models.PositiveBigIntegerField()
    audit_sha256 = models.CharField(max_length=64)

    class Meta:
        """A name is used once within a plan."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "name"], name="one_edition_a_name")]

    def __str__(self) -> str:
        return f"{self.plan.code} {self.name}"


class EditionDocument(models.Model):
    """One of the documents made from an edition; `form` is the ending of its file: html, pdf, docx or xlsx."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="documents")
    form = models.CharField(max_length=10)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField()

    class Meta:
        """A document is made once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "form"], name="one_document_a_form")]

    def __str__(self) -> str:
        return f"{self.edition} {self.form}"


class Step(models.Model):
    """A step on a plan's way to an edition: sent for review, taken or sent back, approved, published.

    `revision` is the newest at that moment; `edition` is the one that was published.
    """

    plan = models.ForeignKey(StoredPlan, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in StepKind])
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="steps")
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="step")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="steps")
    why = models.TextField()

    class Meta:
        """Numbered 1, 2, 3 … within a plan; a publication and nothing else has an edition."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_step_a_number"),
            models.CheckConstraint(
                condition=Q(kind=StepKind.PUBLISHED, edition__isnull=False)
                | ~Q(kind=StepKind.PUBLISHED) & Q(edition__isnull=True),
                name="a_publication_has_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.code} step {self.number}"


class Comment(models.Model):
    """What somebody says of a record, or of the plan as a whole (then `noun` and `key` are empty), by name.

    `revision` is the one that they looked at. `answers` is the comment that begins the talk, None for that one itself;
    a comment that `settles` ends the talk, until somebody says more.
    """

    plan = models.ForeignKey(StoredPlan, models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    noun = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=1000, blank=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="comments")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    settles = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="comments")
    text = models.TextField()

    class Meta:
        """Numbered 1, 2, 3 … within a plan."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="one_comment_a_number")]
        indexes: ClassVar = [models.Index(fields=["plan", "noun", "key"], name="comments_on_a_record")]

    def __str__(self) -> str:
        return f"{self.plan.code} comment {self.number}"


class Token(models.Model):
    """A key with which a program acts for a person; its text is shown once, and only its sha256 is kept.

    `use` says for what: to read, to read and write, or for the calendar of deadlines alone.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    use = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.name} of account {self.account_id}"


class WaitingUpload(models.Model):
    """A plan that somebody uploaded and has not applied yet; nobody but its owner sees it, and it expires.

    `plan` is the code of the plan that it is to change, empty for one that is to be new. `base` is the revision from
    which the file was taken. `content` is the plan as it was read: canonical JSON, compressed.
    """

    token = models.CharField(max_length=64, primary_key=True)
    by = models.ForeignKey(Account, models.CASCADE, related_name="waiting_uploads")
    plan = models.CharField(max_length=200, blank=True)
    base = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    content = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """One write: who, when, what, to what; chained by hashes, so that a change or a removal shows.

    `by` is the number of the account, empty for what nobody was signed in for (a failed sign-in). `content` is the
    sha256 of what was written: of a revision, an edition, or the facts. `previous` is the sha256 of the entry before.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField(null=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=1300)
    facts = models.TextField()
    content = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"


class AuditHead(models.Model):
    """The one row that writers of the audit log hold while they add to it."""

    number = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}"
