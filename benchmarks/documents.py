"""How long the documents of the example plan take, each as a whole process: reading, checking, writing."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.larger_plans import EXAMPLE
from benchmarks.timing import Extent, Job, Line, medians, process, told
from benchmarks.whole_process import LCSP
from lcsp.reports.rendering import FORMATS

LIMIT_OF_ALL = 4.0
LIMIT_OF_PDF = 1.5


def measure(extent: Extent) -> Iterator[Line]:
    """Time all formats together, and the PDF alone."""
    with TemporaryDirectory() as folder:
        to = Path(folder)
        jobs = publishing(to, FORMATS), publishing(to, ["pdf"]), process((LCSP, "check", str(EXAMPLE)))
        every, pdf, check = medians(extent.few_rounds, *jobs)
    peer = f"lcsp check, {check * 1e3:.0f} ms"
    for what, seconds, limit in ((" + ".join(FORMATS), every, LIMIT_OF_ALL), ("pdf", pdf, LIMIT_OF_PDF)):
        yield Line(
            f"lcsp publish, {what}",
            told(seconds, extent.few_rounds),
            peer,
            f"{seconds / check:.1f}",
            f"at most {limit} s",
            seconds <= limit,
        )


def publishing(to: Path, formats: Sequence[str]) -> Job:
    """Return a job that writes the example's documents in `formats` to the folder `to`, as one process."""
    # A draft is written whatever the rules say, so that a new rule does not stop the clock.
    return process((LCSP, "publish", str(EXAMPLE), "--to", str(to), "--draft", "--format", ",".join(formats)))
