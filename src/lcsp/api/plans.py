"""Operations on plans: which there are, one as it is or as it stood, and the whole of one."""

from django.http import HttpRequest, HttpResponse

from lcsp.api.answers import answer
from lcsp.api.asked import At, Plan, ask_plan
from lcsp.api.doors import caller_of
from lcsp.api.service import operation
from lcsp.api.shapes import KindList, KindShown, Me, PlanList, PlanShown
from lcsp.checks.listing import outcome_of
from lcsp.files.json_records import record_to_json, schema_of
from lcsp.files.json_text import write_json
from lcsp.store.plans import State, load_plans
from lcsp.store.reviews import find_standing
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.findings import Level
from lcsp.whole_plan import NOUNS


@operation("GET", "/me/", needs=Action.SIGN_IN, gives=Me, tag="yourself")
def read_me(request: HttpRequest) -> HttpResponse:
    """Say for whom the token acts.

    What can be read and written is what the roles of this person allow now.
    """
    actor, token = caller_of(request)
    me = Me(
        name=actor.name,
        roles=sorted(actor.roles),
        localities=sorted(actor.localities),
        token=token.name,
        use=token.use,
        expires_at=token.expires_at,
    )
    return answer(request, me)


@operation("GET", "/kinds/", needs=Action.READ, gives=KindList, tag="kinds of record")
def list_kinds(request: HttpRequest) -> HttpResponse:
    """List the kinds of record, each with the JSON Schema of one."""
    shown = [
        KindShown(
            kind=noun.plural,
            noun=noun.noun,
            room=noun.room,
            key_fields=list(noun.key_fields),
            json_schema=schema_of(noun),
        )
        for noun in NOUNS
    ]
    return answer(request, KindList(items=shown))


@operation("GET", "/plans/", needs=Action.READ, gives=PlanList, tag="plans")
def list_plans(request: HttpRequest) -> HttpResponse:
    """List every plan, the county's and those of its localities."""
    return answer(request, PlanList(items=[_show(state) for state in load_plans()]))


@operation("GET", "/plans/{plan}/", needs=Action.READ, gives=PlanShown, tag="plans")
def read_plan(request: HttpRequest, plan: Plan, at: At = None) -> HttpResponse:
    """Read one plan: its own record, where it stands, and how many records it has.

    Its ETag is what changes of several records, and steps on the way to an edition, send in If-Match.
    """
    state = ask_plan(plan, at)
    shown = _show(state, errors=outcome_of(state.plan).count(Level.ERROR))
    return answer(request, shown, revision=state.number)


@operation("GET", "/plans/{plan}/export.json", needs=Action.DOWNLOAD, tag="plans")
def export_plan(request: HttpRequest, plan: Plan, at: At = None) -> HttpResponse:
    """Read the whole of a plan, as the JSON file that lcsp reads and writes."""
    state = ask_plan(plan, at)
    return answer(request, state.plan.once("json", lambda: write_json(state.plan)), revision=state.number)


def _show(state: State, errors: int | None = None) -> PlanShown:
    header = state.plan.header
    return PlanShown(
        code=state.code,
        title=header.title,
        level=header.level.value,
        locality=state.locality,
        county_plan=header.county_plan,
        revision=state.number,
        county_revision=state.county_number or None,
        stage=find_standing(state.code).stage.value,
        records={noun.plural: len(state.plan.all(noun)) for noun in NOUNS},
        errors=errors,
        record=record_to_json(header),
    )
