"""What must hold between the register of consultations and the return, and what every entry must say."""

from lcsp.partnership.participation.model import Consultation, ConsultationReturn
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

# Columns of the return that may not be blank, beside the dates.
MANDATORY = {
    "target_group": "target group",
    "target_area": "target area",
    "purpose": "purpose",
    "statutory": "whether it is statutory",
    "contact": "contact",
}
SAYS_NOTHING = {"varied", "various", "varies", "as appropriate", "as required", "tbc", "tba", "n/a", "to be confirmed"}


@check("PART-06", Level.ERROR, "agreement")
def nil_returns_are_nil(plan: Records) -> Faults:
    """A nil return comes with an empty register, and any other return with at least one consultation.

    Mend: correct the return, or the register.

    Fails:
        consultation_return: year | nil_return
        consultation_return: financial 2009/10 | yes
        consultation: code
        consultation: play
    Passes:
        consultation_return: year | nil_return
        consultation_return: financial 2009/10 | no
        consultation: code
        consultation: play
    """
    listed = len(plan.all(Consultation))
    for row in plan.all(ConsultationReturn):
        if row.nil_return and listed:
            facts = f"a nil return, but the register lists {listed}"
            yield Fault(row, "nil_return", facts, "enter no, or empty the register")
        if not row.nil_return and not listed:
            yield Fault(row, "nil_return", "not a nil return, but the register is empty", "enter yes, or list them")


@check("PART-07", Level.WARNING, "completeness")
def entries_are_filled_in(plan: Records) -> Faults:
    """An entry of the register says whom it asks, where, for what purpose, whether by law, and whom to contact.

    These are the columns that a return must fill in.

    Mend: fill in the blank columns.

    Fails:
        consultation: code | name | target_group | target_area | purpose | statutory | contact
        consultation: play | Play survey | Children | | | no | lead
    Passes:
        consultation: code | name | target_group | target_area | purpose | statutory | contact
        consultation: play | Play survey | Children | Dover | Plans of play areas follow it. | no | lead
    """
    for row in plan.all(Consultation):
        blank = [field for field in MANDATORY if getattr(row, field) in ("", None)]
        if blank:
            facts = f"{row.name}: nothing on {', '.join(MANDATORY[field] for field in blank)}"
            yield Fault(row, blank[0], facts, "fill in the blank columns")


@check("PART-11", Level.WARNING, "completeness")
def registers_have_a_return(plan: Records) -> Faults:
    """A register of consultations belongs to a yearly return.

    Mend: add the return with its year.

    Fails:
        consultation: code | name
        consultation: play | Play survey
    Passes:
        consultation_return: year | nil_return
        consultation_return: financial 2009/10 | no
        consultation: code | name
        consultation: play | Play survey
    """
    for row in plan.all(Consultation)[:1]:
        if not plan.all(ConsultationReturn):
            yield Fault(row, "code", "consultations are listed, but there is no return", "add the return with its year")


@check("PART-12", Level.NOTE, "completeness")
def entries_say_something(plan: Records) -> Faults:
    """The target group, area and purpose of an entry are named: "varied" tells nobody whether they are meant.

    Mend: name the groups and areas, or say where they will be found.

    Fails:
        consultation: code | target_group | target_area
        consultation: play | Varied | Dover
    Passes:
        consultation: code | target_group | target_area
        consultation: play | Children under 12 and their parents | Dover
    """
    for row in plan.all(Consultation):
        for field in ("target_group", "target_area", "purpose"):
            said = getattr(row, field)
            if said.casefold().strip(" .") in SAYS_NOTHING:
                facts = f"the {field.replace('_', ' ')} is {said!r}"
                yield Fault(row, field, facts, "name it, or say where it will be found")
