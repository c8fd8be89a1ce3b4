"""The units of systemd: each runs a command that there is, hardened, with the variables that the site reads."""

import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from tests.people_and_plans import ROOT

from lcsp.cli import COMMANDS, SITE_COMMANDS, command_module

UNITS = sorted((ROOT / "deployment").glob("lcsp*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
HARDENED = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "PrivateTmp": "yes", "User": "lcsp"}


def read(unit: Path) -> RawConfigParser:
    """A unit as systemd reads it, as far as these have no name twice."""
    found = RawConfigParser(strict=True)
    found.optionxform = str  # type: ignore[method-assign,assignment]
    found.read_string(unit.read_text("utf-8"))
    return found


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_runs_commands_that_there_are(unit: Path) -> None:
    from argparse import ArgumentParser

    service = dict(read(unit)["Service"])
    for line in (service["ExecStart"], service.get("ExecStartPre", "/usr/local/lib/lcsp/bin/lcsp migrate")):
        program, command, *rest = shlex.split(line)
        assert program == "/usr/local/lib/lcsp/bin/lcsp"
        assert command in {**COMMANDS, **SITE_COMMANDS}
        parser = ArgumentParser(exit_on_error=False)
        command_module(command).add_arguments(parser)
        parser.parse_args(rest)
    assert service["EnvironmentFile"] == "/etc/lcsp/environment"
    assert {name: service[name] for name in HARDENED} == HARDENED


def test_there_are_a_site_a_worker_and_a_backup_every_night() -> None:
    assert [unit.name for unit in UNITS] == [
        "lcsp-backup.service",
        "lcsp-backup.timer",
        "lcsp-worker.service",
        "lcsp.service",
    ]
    assert read(ROOT / "deployment/lcsp-backup.timer")["Timer"]["OnCalendar"] == "*-*-* 02:30"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_it(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if unit.name in line and "is not executable" not in line]
    assert said == []
