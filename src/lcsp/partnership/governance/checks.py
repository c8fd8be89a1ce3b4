"""What must hold among posts, boards, their partners, and risks."""

from datetime import date

from lcsp.partnership.governance.model import Board, BoardKind, Partner, Post, Risk
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.names import clashes
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import words_of

RATINGS = range(1, 6)
WITH_MEMBERS_IN_LAW = (BoardKind.TRUST, BoardKind.SAFEGUARDING)


@check("GOV-01", Level.NOTE, "completeness")
def posts_have_an_employer(plan: Records) -> Faults:
    """A post or team says which organisation employs it.

    In a partnership a title alone does not tell who answers: many have a manager of the same name.

    Mend: enter the organisation.

    Fails:
        post: code | name | organisation
        post: nurse | School nurse |
    Passes:
        post: code | name | organisation
        post: nurse | School nurse | Primary care trust
    """
    for post in plan.all(Post):
        if not post.organisation:
            yield Fault(post, "organisation", f"{post.name}: nothing says who the employer is", "enter its employer")


@check("GOV-02", Level.ERROR, "the thread")
def boards_do_not_answer_to_themselves(plan: Records) -> Faults:
    """No board answers to itself, not through other boards either.

    Mend: correct to which body one of the boards answers.

    Fails:
        board: code | answers_to
        board: trust | partnership
        board: partnership | trust
    Passes:
        board: code | answers_to
        board: trust | partnership
        board: partnership |
    """
    above = {board.code: board.answers_to for board in plan.all(Board)}
    for board in plan.all(Board):
        chain = [board.code]
        while (higher := above.get(chain[-1])) and higher not in chain:
            chain.append(higher)
        if higher == board.code:
            facts = f"answers to itself: {' → '.join((*chain, board.code))}"
            yield Fault(board, "answers_to", facts, "correct to which body one of them answers")


@check("GOV-03", Level.ERROR, "plausibility")
def ratings_are_possible(plan: Records) -> Faults:
    """The likelihood and impact of a risk run from 1 to 5.

    Mend: correct the rating.

    Fails:
        risk: code | likelihood | impact
        risk: fire | 6 | 3
    Passes:
        risk: code | likelihood | impact
        risk: fire | 2 | 3
    """
    for risk in plan.all(Risk):
        for field in ("likelihood", "impact"):
            rating = getattr(risk, field)
            if rating is not None and rating not in RATINGS:
                yield Fault(risk, field, f"{field} {rating} is not between 1 and 5", "correct the rating")


@check("GOV-04", Level.ERROR, "agreement")
def titles_stand_for_one_post(plan: Records) -> Faults:
    """A title or alias stands for one post or team alone.

    Mend: make one record of the two, or give one of them the fuller title.

    Fails:
        post: code | name | aliases
        post: lead | LCSP Manager | Locality manager
        post: manager | Locality Manager |
    Passes:
        post: code | name | aliases
        post: lead | LCSP Manager | LCSP Managers
        post: manager | Locality Manager |
    """
    posts = plan.all(Post)
    for clash in clashes((name, post) for post in posts for name in (post.name, *post.aliases)):
        facts = f"{clash.name!r} stands for {clash.first.code} and for {clash.second.code}"
        yield Fault(clash.second, "name", facts, "let each title stand for one post")


@check("GOV-05", Level.NOTE, "completeness", applies_from=date(2006, 4, 1), applies_until=date(2019, 9, 28))
def boards_list_their_members_in_law(plan: Records) -> Faults:
    """A children's trust or safeguarding board lists at least one partner with a duty in law to co-operate.

    Sections 10 and 13 of the Children Act 2004 name the partners; safeguarding boards ended by 29 September 2019.

    Mend: list the partners, and mark those that have the duty.

    Fails:
        board: code | name | kind
        board: trust | Trust | children's trust
    Passes:
        board: code | name | kind
        board: trust | Trust | children's trust
        partner: board | organisation | statutory
        partner: trust | Primary care trust | yes
    """
    listed = {partner.board for partner in plan.all(Partner) if partner.statutory}
    for board in plan.all(Board):
        if board.kind in WITH_MEMBERS_IN_LAW and board.code not in listed:
            facts = f"no partner of {board.name} with a duty in law is listed"
            yield Fault(board, "code", facts, "list the partners, and mark those that have the duty")


@check("GOV-06", Level.NOTE, "completeness")
def risks_are_owned_and_rated(plan: Records) -> Faults:
    """A risk has an owner, a likelihood, an impact, and a response.

    Mend: fill in what is missing, or name the register in which it stands.

    Fails:
        risk: code | title | likelihood | impact | owner | response
        risk: fire | Fire | 2 | 3 | | Fire drills
    Passes:
        risk: code | title | likelihood | impact | owner | response
        risk: fire | Fire | 2 | 3 | head | Fire drills
    """
    for risk in plan.all(Risk):
        blank = [field for field in ("owner", "likelihood", "impact", "response") if getattr(risk, field) in ("", None)]
        if blank:
            yield Fault(risk, blank[0], f"{risk.title}: no {', no '.join(blank)}", "fill in what is missing")


@check("GOV-07", Level.ERROR, "agreement")
def bodies_exist(plan: Records) -> Faults:
    """A record of boards stands for at least one body, and a name for one record.

    Mend: correct the number or the name.

    Fails:
        board: code | name | number
        board: trust | Trust | 0
    Passes:
        board: code | name | number
        board: trust | Trust | 1
    """
    for board in plan.all(Board):
        if board.number == 0:
            yield Fault(board, "number", f"{board.name}: there are 0 of it", "enter how many there are")
    for clash in clashes((board.name, board) for board in plan.all(Board)):
        facts = f"{clash.name!r} stands for {clash.first.code} and for {clash.second.code}"
        yield Fault(clash.second, "name", facts, "let each name stand for one body")


@check("GOV-08", Level.NOTE, "agreement")
def names_say_the_kind(plan: Records) -> Faults:
    """A body whose name says what it is, such as a committee, is of that kind.

    Mend: correct the kind, or the name.

    Fails:
        board: code | name | kind
        board: overview | Policy Overview Committee | cabinet
    Passes:
        board: code | name | kind
        board: overview | Policy Overview Committee | committee
        board: forum | Parents' Forum | group
    """
    for board in plan.all(Board):
        words = set(words_of(board.name))
        said = [kind.value for kind, needed in _KIND_WORDS.items() if needed <= words]
        if said and board.kind.value not in said and not set(words_of(board.kind.value)) & words:
            facts = f"{board.name} is entered as {board.kind.value}; its name says {said[-1]}"
            yield Fault(board, "kind", facts, "correct the kind, or the name")


_KIND_WORDS = {kind: set(words_of(kind.value)) for kind in BoardKind}
