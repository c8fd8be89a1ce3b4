"""Make what is asked for in the background, such as the documents of an edition, until it is stopped.

The queue is in the site's database. SIGTERM and Ctrl-C end it after the document that it is at; what a killed worker
left is taken up at the next start. One worker is enough, and several do not hurt. Exit status: 0 stopped, 2 not
configured.
"""

from argparse import ArgumentParser, Namespace

from lcsp.config.commands.preparing import prepare_site

INTERVAL = 2.0  # seconds between looks at an empty queue


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--once", action="store_true", help="make what is asked for now, and end")


def run(options: Namespace) -> int:
    """Work until stopped, or until the queue is empty, and return the exit status."""
    if not prepare_site():
        return 2
    from django_tasks_db.management.commands.db_worker import Worker

    from lcsp.actions.documents import ask_for_missing, worker_name

    ask_for_missing()
    worker = Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=options.once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()
    return 0
