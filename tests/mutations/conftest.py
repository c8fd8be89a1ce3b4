"""What the tests of the proof share: the example, and the judgement of a sample of its mutants."""

from random import Random

import pytest
from tests.mutations.mutants import SEED, places
from tests.mutations.report import Judged, example, prove

from lcsp.whole_plan import WholePlan

SAMPLE = 5000  # places; about half of the slips can be made there


@pytest.fixture(scope="session")
def kent() -> WholePlan:
    """Return the example that is mutated."""
    return example()


@pytest.fixture(scope="session")
def sample(kent: WholePlan) -> list[Judged]:
    """Return the judgement of a seeded sample of mutants."""
    return prove(kent, Random(SEED).sample(list(places(kent)), SAMPLE))
