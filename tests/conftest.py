"""What every test gets: tools that are there or named, the source material, a network that ends here."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from hypothesis import HealthCheck, settings
from tests.browser import chromium
from tests.people_and_plans import django_db_setup, kent_site, people, signed_in

__all__ = ["chromium", "django_db_setup", "kent_site", "people", "signed_in"]

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("LCSP_REQUIRE") == "all"

# A deadline measures the machine, not the code. In CI the same examples are tried every time.
settings.register_profile("lcsp", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("lcsp"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "lcsp")


class RequireTool(Protocol):
    """Finds the first of `names` on the path; where there is none, skips the test or fails it."""

    def __call__(self, *names: str, how: str) -> Path: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the slow tests, unless everything is required."""
    if REQUIRE_ALL:
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow: `LCSP_REQUIRE=all ./run test` runs it"))


def _absent(message: str) -> NoReturn:
    """Fail under LCSP_REQUIRE=all, else skip."""
    if REQUIRE_ALL:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def require_tool() -> RequireTool:
    """`require_tool("chromium", "chrome", how="apt-get install chromium")` is the path of a program."""

    def require(*names: str, how: str) -> Path:
        for name in names:
            if found := shutil.which(name):
                return Path(found)
        _absent(f"{names[0]} is absent; to get it: {how}")

    return require


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source material beside the checkout; where it is absent the test is skipped, always."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the source material (a folder `shared` beside the checkout) is not on this machine")
    return folder


def _stays_here(host: object) -> bool:
    """Whether `host`, a name or an address, is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _guarded(original: Any, host_of: Any) -> Any:
    """Wrap a function of `socket` so that it refuses every host but this machine."""

    def call(*arguments: Any, **options: Any) -> Any:
        host = host_of(*arguments)
        if not _stays_here(host):
            raise RuntimeError(f"a test tried to reach {host!r}; tests may use this machine only")
        return original(*arguments, **options)

    return call


def _host_of_connection(connection: socket.socket, address: Any) -> object:
    """The host that `connect` would reach; a Unix socket is always here."""
    return address[0] if connection.family in (socket.AF_INET, socket.AF_INET6) else "localhost"


@pytest.fixture(scope="session", autouse=True)
def _network_ends_here() -> Iterator[None]:
    """Refuse connections and look-ups beyond the loopback addresses."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name), _host_of_connection))
        patch.setattr(socket, "getaddrinfo", _guarded(socket.getaddrinfo, lambda host, *_: host))
        yield
