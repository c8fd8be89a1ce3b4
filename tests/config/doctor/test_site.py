"""What the doctor says of machine, database and what is kept, judged from facts; and the command, on a site that is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.functional import kent
from tests.functional.kent import KentSite

from lcsp.config.doctor import site as judged
from lcsp.config.doctor.judgement import Judgement, Level

made_site, site = kent.made_site, kent.site
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WELL, WRONG, NOTE = Level.WELL, Level.WRONG, Level.NOTE


@pytest.mark.parametrize(
    ("judgement", "level", "said"),
    [
        (judged.judge_folder(Path("/data"), mode=None, writable=False), WRONG, "mkdir"),
        (judged.judge_folder(Path("/data"), mode=0o750, writable=False), WRONG, "cannot be written"),
        (judged.judge_folder(Path("/data"), mode=0o755, writable=True), WRONG, "chmod o="),
        (judged.judge_folder(Path("/data"), mode=0o755, writable=True, demo=True), NOTE, "anybody on this machine"),
        (judged.judge_folder(Path("/data"), mode=0o750, writable=True), WELL, "owner"),
        (judged.judge_room(Path("/data"), 1000), WRONG, "make room"),
        (judged.judge_room(Path("/data"), 10**11), WELL, "100.0 GB"),
        (judged.judge_version("postgresql", (14, 2)), WRONG, "install PostgreSQL 15"),
        (judged.judge_version("sqlite", (3, 40, 1)), WELL, "SQLite 3.40.1"),
        (judged.judge_tables(["store.0004"]), WRONG, "lcsp migrate"),
        (judged.judge_tables([]), WELL, "up to date"),
        (judged.judge_guards({"a", "b"}, {"a"}), WRONG, "rows of b"),
        (judged.judge_guards({"a"}, {"a"}), WELL, "1 tables"),
        (judged.judge_log(7, ["entry 3 is missing"]), WRONG, "lcsp audit verify"),
        (judged.judge_log(7, []), WELL, "7 entries"),
        (judged.judge_administrators(0, 0, sign_on=False), WRONG, "lcsp administrator"),
        (judged.judge_administrators(1, 0, sign_on=False), WRONG, "second factor"),
        (judged.judge_administrators(1, 1, sign_on=False), NOTE, "second person"),
        (judged.judge_administrators(2, 1, sign_on=False), WELL, "2, 1 of them"),
        (judged.judge_looks(["lcsp.css"]), WRONG, "lcsp.css missing"),
        (judged.judge_reach("LCSP_MAIL_HOST", "mail:25", "refused"), WRONG, "mail:25: refused"),
        (judged.judge_clock(NOW, NOW + timedelta(hours=1), None), WRONG, "set the clock"),
        (judged.judge_clock(NOW, NOW, NOW + timedelta(minutes=5)), WRONG, "300 seconds"),
        (judged.judge_clock(NOW, NOW, NOW), WELL, "UTC"),
        (judged.judge_tasks(4, timedelta(hours=1), 0), WRONG, "lcsp work"),
        (judged.judge_tasks(0, None, 2), NOTE, "2 failed"),
        (judged.judge_tasks(1, timedelta(minutes=1), 0), WELL, "1 waiting"),
    ],
)
def test_each_thing_is_judged_with_its_mend(judgement: Judgement, level: Level, said: str) -> None:
    assert judgement.level is level
    assert said in str(judgement)


@pytest.mark.slow
def test_the_doctor_looks_at_a_site(site: KentSite) -> None:
    done = site.run("doctor")
    assert done.returncode in (0, 1), done.stderr
    for place in ("database", "tables", "guards", "audit log", "administrators", "static files", "background work"):
        assert place in done.stdout, place
    assert "Traceback" not in done.stderr


def test_the_doctor_says_what_keeps_the_site_from_starting(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "LCSP_DATA": str(tmp_path), "LCSP_HTTPS": "perhaps"}
    done = kent.run_lcsp(environment, "doctor")
    assert done.returncode == 1
    assert "LCSP_SECRET_KEY" in done.stdout
    assert "yes or no" in done.stdout
    served = kent.run_lcsp(
        {**environment, "LCSP_HTTPS": "no", "LCSP_SECRET_KEY": "abc" * 20, "LCSP_HOSTS": "*"}, "serve"
    )
    assert served.returncode == 2
    assert "would not be safe" in served.stderr
    assert "LCSP_HOSTS" in served.stderr
