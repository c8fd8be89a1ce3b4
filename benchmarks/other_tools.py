"""How long other programs take to make a PDF of the same document, where they are installed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.documents import publishing
from benchmarks.timing import Extent, Job, Line, medians, process, told
from lcsp.reports.rendering import FORMATS

SOURCES = tuple(name for name in ("html", "docx") if name in FORMATS)


def measure(extent: Extent) -> Iterator[Line]:
    """Time `lcsp publish` of the PDF (reading and checking too) beside each program's conversion alone."""
    with TemporaryDirectory() as folder:
        to = Path(folder)
        publishing(to, SOURCES)()
        yield _beside("WeasyPrint", "pip install weasyprint", _weasyprint(to), to, extent)
        yield _beside("LibreOffice", "apt-get install libreoffice-writer", _libreoffice(to), to, extent)


def _weasyprint(to: Path) -> Job | None:
    program = shutil.which("weasyprint")
    page = next(to.glob("*.html"))
    return process((program, "--pdf-variant", "pdf/ua-1", str(page), str(to / "other.pdf"))) if program else None


def _libreoffice(to: Path) -> Job | None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    source = next(to.glob(f"*.{SOURCES[-1]}"))
    profile = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    into = ("--convert-to", "pdf", "--outdir", str(to / "other"))
    return process((program, profile, "--headless", *into, str(source))) if program else None


def _beside(name: str, how: str, other: Job | None, to: Path, extent: Extent) -> Line:
    what = f"lcsp publish, pdf, beside {name}"
    if other is None:
        return Line(what, f"not measured: {name} is absent ({how})")
    ours, theirs = medians(max(1, extent.few_rounds // 2), publishing(to, ["pdf"]), other)
    figure = told(ours, max(1, extent.few_rounds // 2))
    return Line(what, figure, f"{name}, {theirs:.2f} s", f"{ours / theirs:.2f}", "under 1", ours < theirs)
