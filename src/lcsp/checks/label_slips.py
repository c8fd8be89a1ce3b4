"""Finds budget amounts that stand against the wrong name: each fits the price of a neighbouring service."""

from decimal import Decimal
from typing import NamedTuple

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import Service
from lcsp.vocabulary.records import Records


class Slip(NamedTuple):
    """A budget line, its controllable amount, and the service whose price that amount is."""

    line: BudgetLine
    amount: Decimal
    owner: Service


def lines_by_service(plan: Records) -> dict[str, list[BudgetLine]]:
    """Return the budget lines of each service that has any, by its code."""
    found: dict[str, list[BudgetLine]] = {}
    for line in plan.all(BudgetLine):
        if line.service and line.kind is LineKind.LINE:
            found.setdefault(line.service, []).append(line)
    return found


def mispriced(plan: Records) -> list[Service]:
    """Return the services whose price is not the sum of their budget lines (services without a line are left out)."""
    found = []
    lines_of = lines_by_service(plan)
    for service in plan.all(Service):
        lines = lines_of.get(service.code)
        if service.price is not None and lines and total(line.controllable for line in lines) != service.price:
            found.append(service)
    return found


def unfunded(plan: Records) -> list[Service]:
    """Return the services with a price and no budget line."""
    lines_of = lines_by_service(plan)
    return [service for service in plan.all(Service) if service.price and service.code not in lines_of]


def find_slips(plan: Records) -> list[Slip]:
    """Return the lines whose amount is not their own service's price but exactly that of one other service at fault.

    A single such line may be a coincidence; slips come in runs, so fewer than two are not reported.
    """
    wrong = mispriced(plan)
    wanted: dict[Decimal, list[Service]] = {}
    for service in (*wrong, *unfunded(plan)):
        if service.price:
            wanted.setdefault(service.price, []).append(service)
    at_fault = {service.code for service in wrong}
    slips = []
    for line in plan.all(BudgetLine):
        amount = line.controllable
        if line.kind is not LineKind.LINE or not amount or (line.service and line.service not in at_fault):
            continue
        owners = [service for service in wanted.get(amount, ()) if service.code != line.service]
        if len(owners) == 1:
            slips.append(Slip(line, amount, owners[0]))
    return slips if len(slips) > 1 else []
