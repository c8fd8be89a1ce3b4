"""The one value in the middle: every room's records at one moment, frozen, with references resolved."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from lcsp.partnership import finance, governance, participation, performance, places, plan, workforce
from lcsp.reference import SHIPPED, Reference
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.periods import Period
from lcsp.vocabulary.refs import referred_noun

N = TypeVar("N", bound=Noun)
T = TypeVar("T")

# The order in which files, sheets, exports and reference pages show the nouns.
NOUNS: tuple[type[Noun], ...] = (
    plan.Plan,
    places.Area,
    places.Membership,
    places.AgeBand,
    places.Population,
    plan.Objective,
    plan.Service,
    plan.Activity,
    plan.Initiative,
    plan.KeyAction,
    plan.SubAction,
    plan.Accountability,
    plan.Link,
    plan.Deliverable,
    plan.ProgressReport,
    plan.Delegation,
    plan.ReportingDuty,
    plan.Section,
    plan.StatedAmount,
    plan.ContentsEntry,
    plan.PageReference,
    plan.Correction,
    plan.Acceptance,
    performance.Indicator,
    performance.Figure,
    finance.BudgetLine,
    finance.Grant,
    finance.Pressure,
    finance.Variation,
    workforce.Establishment,
    participation.ConsultationReturn,
    participation.Consultation,
    governance.Post,
    governance.Board,
    governance.Partner,
    governance.Risk,
)
NOUN_BY_NAME: Mapping[str, type[Noun]] = {noun.noun: noun for noun in NOUNS}
# What speaks of a plan's own document and upkeep: a local plan has its own or none, and never its county's.
NEVER_INHERITED: frozenset[type[Noun]] = frozenset(
    (
        plan.Section,
        plan.StatedAmount,
        plan.ContentsEntry,
        plan.PageReference,
        plan.Correction,
        plan.Acceptance,
        participation.ConsultationReturn,
    )
)


class Pointer(NamedTuple):
    """One reference: from a record's field to the key of a record of another (or the same) noun."""

    record: Noun
    field: str
    noun: str
    key: str


class WholePlan:
    """Every record of one plan at one moment.

    `records` maps each noun to its records in order; a noun without records may be left out. `today` is the day on
    which rules are applied. Two plans are equal when they hold the same records in the same order.

    A local plan `inherits` its county's plan: what it refers to and does not hold itself is found there. Nothing of
    the county's is copied, `all` and `pointers` speak of the plan's own records, and equality is theirs too.

    A plan that `follows` another has it at hand as that of the year before, for the rules that compare two years.
    """

    __slots__ = ("_by_key", "_follows", "_inherits", "_records", "_reference", "_today", "_worked_out")

    def __init__(
        self,
        records: Mapping[type[Noun], Iterable[Noun]],
        *,
        inherits: "WholePlan | None" = None,
        follows: "WholePlan | None" = None,
        today: date | None = None,
        reference: Reference = SHIPPED,
    ) -> None:
        self._records = {noun: tuple(records.get(noun, ())) for noun in NOUNS}
        self._by_key: dict[type[Noun], dict[str, Noun]] = {}
        self._worked_out: dict[Hashable, Any] = {}
        self._inherits = inherits
        self._follows = follows
        self._today = today or date.today()
        self._reference = reference

    @property
    def today(self) -> date:
        """The day on which rules are applied."""
        return self._today

    @property
    def inherits(self) -> "WholePlan | None":
        """The county plan that this local plan builds on; None for a county plan, or where it is not at hand."""
        return self._inherits

    @property
    def last_year(self) -> "WholePlan | None":
        """The plan of the year before; None where it was not handed over, and the two years are not compared."""
        return self._follows

    @property
    def awaits_county(self) -> bool:
        """Whether this is a local plan whose county plan is not at hand, so that its references cannot be judged."""
        named = (p.county_plan for p in self.all(plan.Plan) if p.level is plan.PlanLevel.LOCAL)
        return self._inherits is None and any(named)

    @property
    def year(self) -> Period:
        """The year planned for; LookupError where a partial plan has no plan record."""
        return self.header.year

    @property
    def header(self) -> plan.Plan:
        """The record of the plan itself; LookupError where a partial plan has none."""
        for record in self.all(plan.Plan):
            return record
        raise LookupError("this plan has no plan record")

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every record of `noun` that this plan holds itself, in order; shipped definitions too."""
        if noun in self._records:
            return cast(tuple[N, ...], self._records[noun])
        return self._reference.all(noun)

    def whole_of(self, noun: type[N]) -> tuple[N, ...]:
        """Return what `find` finds: the inherited records of `noun`, then the plan's own; each key once."""
        if self._inherits is None or noun in NEVER_INHERITED or noun not in self._records:
            return self.all(noun)
        kept = (record for record in self._inherits.whole_of(noun) if self.find_own(noun, record.key) is None)
        return (*kept, *self.all(noun))

    def find(self, noun: type[N], key: str) -> N | None:
        """Return the record of `noun` with this key, the plan's own or an inherited one, or None."""
        found = self.find_own(noun, key)
        if found is None and self._inherits is not None and noun not in NEVER_INHERITED:
            return self._inherits.find(noun, key)
        return found

    def find_own(self, noun: type[N], key: str) -> N | None:
        """Return the record of `noun` with this key that this plan holds itself, or None."""
        if noun not in self._records:
            return self._reference.find(noun, key)
        known = self._by_key.get(noun)
        if known is None:
            known = self._by_key[noun] = {record.key: record for record in self._records[noun]}
        return cast("N | None", known.get(key))

    def find_named(self, noun: str, key: str) -> Noun | None:
        """Return the record of the noun named `noun` with this key, or None."""
        return self.find(NOUN_BY_NAME[noun], key) if noun in NOUN_BY_NAME else None

    def once(self, what: Hashable, work_out: Callable[[], T]) -> T:
        """Return what `work_out` makes of this plan; it is called for the first who asks for `what`, and kept."""
        if what not in self._worked_out:
            self._worked_out[what] = work_out()
        return cast(T, self._worked_out[what])

    def pointers(self) -> Iterator[Pointer]:
        """Yield every reference in the plan's own records, whether it resolves or not."""
        for noun, records in self._records.items():
            for name, target in references(noun):
                for record in records:
                    value = getattr(record, name)
                    if not value:
                        continue
                    for key in value if isinstance(value, tuple) else (value,):
                        yield Pointer(record, name, target, key)

    def dangling(self) -> Iterator[Pointer]:
        """Yield the references that name no record, here or inherited.

        None while the county plan of a local plan is not at hand: any of them may name a record of it.
        """
        if self.awaits_county:
            return iter(())
        return (pointer for pointer in self.pointers() if self.find_named(pointer.noun, pointer.key) is None)

    def referring_to(self, record: Noun) -> tuple[Pointer, ...]:
        """Return every reference to `record` in the plan's own records (its back-links)."""
        return tuple(p for p in self.pointers() if p.noun == record.noun and p.key == record.key)

    def replace(self, records: Mapping[type[Noun], Iterable[Noun]]) -> "WholePlan":
        """Return this plan with the records of the given nouns replaced."""
        kept = {**self._records, **records}
        return self._with(kept, self._inherits, self._follows)

    def inheriting(self, county: "WholePlan | None") -> "WholePlan":
        """Return this local plan, built on the plan `county`."""
        return self._with(self._records, county, self._follows)

    def following(self, last_year: "WholePlan | None") -> "WholePlan":
        """Return this plan with `last_year` at hand as the plan of the year before."""
        return self._with(self._records, self._inherits, last_year)

    def _with(
        self,
        records: Mapping[type[Noun], Iterable[Noun]],
        inherits: "WholePlan | None",
        follows: "WholePlan | None",
    ) -> "WholePlan":
        return WholePlan(records, inherits=inherits, follows=follows, today=self._today, reference=self._reference)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WholePlan) and self._records == other._records

    def __hash__(self) -> int:
        return hash(tuple(self._records.values()))

    def __repr__(self) -> str:
        return f"<WholePlan of {sum(map(len, self._records.values()))} records>"


def references(noun: type[Noun]) -> tuple[tuple[str, str], ...]:
    """Return (field, noun referred to) for every reference field of `noun`."""
    pairs = ((name, referred_noun(column.kind)) for name, column in columns(noun).items())
    return tuple((name, target) for name, target in pairs if target)
