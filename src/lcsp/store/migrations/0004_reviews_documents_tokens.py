"""Steps and comments of reviews, documents of editions, tokens of programs; the first three are written once."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lcsp.store.guards import guard_statements, unguard_statements

GUARDED = ("store_step", "store_comment", "store_editiondocument")


def guard(_: Any, schema_editor: Any) -> None:
    """Add the triggers."""
    for table in GUARDED:
        for statement in guard_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


def unguard(_: Any, schema_editor: Any) -> None:
    """Take the triggers away again."""
    for table in GUARDED:
        for statement in unguard_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Four tables, three of them guarded."""

    dependencies: ClassVar = [
        ("store", "0003_waiting_uploads"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("use", models.CharField(max_length=20)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("last_used_on", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("noun", models.CharField(blank=True, max_length=40)),
                ("key", models.CharField(blank=True, max_length=1000)),
                ("settles", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                (
                    "answers",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="store.comment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="store.storedplan"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="store.revision"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["plan", "noun", "key"], name="comments_on_a_record")],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="one_comment_a_number")],
            },
        ),
        migrations.CreateModel(
            name="EditionDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=10)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="store.edition"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("edition", "form"), name="one_document_a_form")],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sent for review", "sent for review"),
                            ("taken back", "taken back"),
                            ("sent back", "sent back"),
                            ("approved", "approved"),
                            ("published", "published"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("why", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="step", to="store.edition"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="store.storedplan"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="store.revision"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="one_step_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("edition__isnull", False),
                                ("kind", "published"),
                            ),
                            models.Q(
                                models.Q(("kind", "published"), _negated=True),
                                ("edition__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_publication_has_an_edition",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
