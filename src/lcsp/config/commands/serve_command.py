"""Run the site with a server fit for production (Granian), until it is stopped (Ctrl-C, or SIGTERM).

Settings come from the environment; `lcsp migrate` makes the tables before. With settings that are not safe it does not
start, and says why; `lcsp doctor` looks at everything else too. Exit status: 0 stopped, 2 not configured.
"""

import os
import sys
from argparse import ArgumentParser, Namespace

from lcsp.config.commands.preparing import prepare_site

HOST, PORT = "127.0.0.1", 8000
# A worker is a process. Its threads wait for the database; more of them than this only wait for each other.
THREADS = 4
# What the server itself says goes where the site's log goes, as lines of the same kind.
LOGGING = {
    "formatters": {"json": {"()": "lcsp.web.log_lines.JsonLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--host", default=HOST, help=f"address to listen on (default: {HOST}, this machine alone)")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on (default: {PORT})")
    parser.add_argument(
        "--workers", type=int, default=min(os.cpu_count() or 1, 8), help="processes that answer (default: one a core)"
    )


def run(options: Namespace) -> int:
    """Run the site, and return the exit status when it is stopped."""
    if not prepare_site():
        return 2
    from lcsp.config.doctor.environment import find_insecure

    if insecure := find_insecure(os.environ, options.host):
        print("lcsp: the site does not start, because it would not be safe:", file=sys.stderr)
        print(*insecure, sep="\n", file=sys.stderr)
        return 2
    serve(options.host, options.port, options.workers)
    return 0


def serve(host: str, port: int, workers: int) -> None:
    """Run the server until it is stopped."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "lcsp.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        respawn_failed_workers=True,
    ).serve()
