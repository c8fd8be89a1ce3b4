"""A full disk during saving, backing up and publishing: said plainly, nothing lost, and all works again with room."""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.serving import KENT, Served, new_site
from tests.faults.small_disk import LIMIT, TMPFS, SmallDisk, small_disk
from tests.people_and_plans import ROOT
from tests.with_postgresql import postgresql

RISKS = f"/workspace/plans/{KENT}/governance/risks/add/"
# Words that cannot be packed small: the database needs new room for them.
LONG = "".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=400_000))
EXAMPLE = str(ROOT / "examples" / "kent-2009-10")
_HELD = "from lcsp.store.models import Revision, Version\nprint(Revision.objects.count(), Version.objects.count())"


@pytest.fixture(scope="module", params=[TMPFS, LIMIT])
def disk(request: pytest.FixtureRequest) -> Iterator[SmallDisk]:
    """Each kind of small disk in turn, so that the one for machines without the first is tried too.

    PostgreSQL runs as another user, whom the folders above must let through; those of pytest are shut again whenever
    another pytest begins.
    """
    with tempfile.TemporaryDirectory(prefix="lcsp-disk-") as above, small_disk(_opened(above), 250) as made:
        if made.how != request.param:
            if request.param == TMPFS:
                pytest.skip("mounting a tmpfs takes root's rights; the file-size limit is used instead")
            made.how = LIMIT
        yield made


def _opened(above: str) -> Path:
    Path(above).chmod(0o755)
    return Path(above) / "small"


@pytest.fixture(scope="module")
def served(disk: SmallDisk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running site whose database is on the small disk."""
    log = str(tmp_path_factory.mktemp("log") / "server.log")
    with pytest.MonkeyPatch.context() as patch:
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            with new_site(disk.folder / "site", workers=1, SERVER_LOG=log) as made:
                made.start()
                yield made
            return
        if disk.how == LIMIT:
            pytest.skip("PostgreSQL runs as another user, whose files no limit of ours concerns")
        patch.setattr(tempfile, "tempdir", str(disk.folder))
        with postgresql() as address:
            patch.setenv("DATABASE_URL", address)
            data = tmp_path_factory.mktemp("data")
            with new_site(data / "site", workers=1, SERVER_LOG=log) as made:
                made.start()
                yield made


@pytest.fixture
def no_room(disk: SmallDisk, served: Served) -> Iterator[SmallDisk]:
    """The small disk, full until somebody makes room, and at the end of the test in any case."""
    disk.fill(served.processes())
    yield disk
    disk.free()


def test_saving_on_a_full_disk_is_refused_plainly_and_works_again_with_room(
    disk: SmallDisk, served: Served, request: pytest.FixtureRequest
) -> None:
    planner = served.planner()
    before = served.ask(_HELD)
    no_room: SmallDisk = request.getfixturevalue("no_room")
    answer = planner.save(RISKS, {"code": "full", "title": LONG}, "To see what happens", 1)
    assert answer.status == (507 if disk.how == TMPFS else 503)
    assert "Nothing was saved: the " in answer.page
    assert "Your browser still has what you typed" in answer.page
    assert "administrator" in answer.page
    # Reading goes on.
    assert planner.get(f"/workspace/plans/{KENT}/").status == 200
    no_room.free()
    assert served.ask(_HELD) == before
    assert planner.save(RISKS, {"code": "full", "title": LONG}, "Once there is room", 1).status == 302
    assert served.run("audit", "verify").returncode == 0


def test_an_upload_on_a_full_disk_is_refused_plainly(served: Served, request: pytest.FixtureRequest) -> None:
    planner = served.planner()
    plan = planner.get(f"/workspace/plans/{KENT}/download/json/").page
    longer = plan.replace('"title": "', f'"title": "{LONG[:200_000]} ', 1).encode()
    request.getfixturevalue("no_room")
    answer = planner.post(f"/workspace/plans/{KENT}/upload/", {"revision": ""}, {"plan.json": longer})
    assert answer.status in (503, 507), answer.page
    assert "Nothing was saved: the " in answer.page


def test_a_backup_on_a_full_disk_leaves_the_old_one(disk: SmallDisk, served: Served) -> None:
    command = [sys.executable, "-m", "lcsp", "backup", str(disk.folder / "backup.zip")]
    assert disk.run(command, served.environment, ROOT).returncode == 0
    old = (disk.folder / "backup.zip").read_bytes()
    names = {path.name for path in disk.folder.iterdir()} | {"filler"}
    disk.fill()
    try:
        done = disk.run([*command, "--overwrite"], served.environment, ROOT)
    finally:
        disk.free()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("lcsp: ")
    assert "No space left on device" in done.stderr or "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert (disk.folder / "backup.zip").read_bytes() == old
    assert {path.name for path in disk.folder.iterdir()} <= names
    assert disk.run([*command, "--overwrite"], served.environment, ROOT).returncode == 0


@pytest.mark.parametrize("words", [("publish", EXAMPLE, "--format", "html,xlsx", "--to"),
                                   ("export", EXAMPLE, "--to", "json", "--replace", "-o"),
                                   ("export", EXAMPLE, "--to", "csv", "--replace", "-o")], ids=" ".join)  # fmt: skip
def test_what_the_compiler_writes_on_a_full_disk_leaves_the_old_files(disk: SmallDisk, words: tuple[str, ...]) -> None:
    place = disk.folder / f"{words[0]}-{words[3]}"
    command = [sys.executable, "-m", "lcsp", *words, str(place)]
    environment = dict(os.environ)
    assert disk.run(command, environment, ROOT).returncode == 0
    old = _files_of(disk.folder)
    disk.fill()
    try:
        done = disk.run(command, environment, ROOT)
    finally:
        disk.free()
    assert done.returncode == 2
    assert "No space left on device" in done.stderr or "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert _files_of(disk.folder) == old


def _files_of(folder: Path) -> dict[str, bytes]:
    """Return what the compiler wrote in `folder`, and whatever it left lying about."""
    mine = [path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(folder / "site")]
    own = [path for path in mine if "lcsp-postgresql" not in str(path) and path.name not in ("filler", "backup.zip")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in own}
