"""The long-running jobs: `python -m maraude.jobs.run processor|sender`."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from maraude.core.errors import MaraudeError
from maraude.lib.roles import JOBS

_BUSY_S = 0.0
_IDLE_S = (0.005, 0.01, 0.02, 0.04)
_AWAY_S = 0.5
_DUTY_EVERY_S = 1.0
_RETENTION_EVERY_S = 30.0  # of looking at the hour
_LAST_SEND_S = 8.0  # to finish what is under way; its lease brings the rest back

log = logging.getLogger("maraude.jobs")


def repeat(work: Callable[[], int], stopping: threading.Event, *, idle_s: Sequence[float] = _IDLE_S) -> None:
    """Call `work` until told to stop: at once while there is some, further and further apart when there is none."""
    quiet = 0
    while not stopping.is_set():
        try:
            quiet = 0 if work() else min(quiet + 1, len(idle_s))
        except (DatabaseError, InterfaceError) as error:
            log.warning("the database is away (%s): trying again", type(error).__name__)
            connection.close()
            stopping.wait(_AWAY_S)
        except Exception:  # the outer edge: what nobody foresaw is logged by its class, and the work goes on
            log.exception("a round failed: trying again")
            connection.close()
            stopping.wait(_AWAY_S)
        stopping.wait(idle_s[quiet - 1] if quiet else _BUSY_S)
    close_old_connections()


def _processor() -> Callable[[], int]:
    from maraude.jobs.processor import process_waiting  # noqa: PLC0415 - after django.setup()
    from maraude.understanding.pipeline import load  # noqa: PLC0415
    from maraude.understanding.second.configured import second_readers  # noqa: PLC0415

    model = Path(settings.UNDERSTANDING_MODEL) if settings.UNDERSTANDING_MODEL else None
    gazetteer = settings.HOME / "geo" / "gazetteer"
    pipeline = load(model=model, gazetteer=gazetteer if gazetteer.exists() else None, second=second_readers())
    return lambda: process_waiting(pipeline=pipeline)


def _sender() -> Callable[[], int]:
    from maraude.jobs.sender import send_waiting  # noqa: PLC0415 - after django.setup()

    return send_waiting


def _duty() -> Callable[[], int]:
    from maraude.jobs.duty import call_people_on_duty, escalate_late_alerts  # noqa: PLC0415 - after django.setup()
    from maraude.jobs.handovers import look_after_handovers  # noqa: PLC0415
    from maraude.jobs.snoozes import wake_snoozed  # noqa: PLC0415

    def work() -> int:
        escalate_late_alerts()
        return call_people_on_duty() + look_after_handovers() + wake_snoozed()

    return work


def _retention() -> Callable[[], int]:
    from maraude.jobs.retention import erase_what_is_over  # noqa: PLC0415 - after django.setup()

    return erase_what_is_over


def _levers() -> Callable[[], int]:
    from maraude.jobs.levers import follow_levers  # noqa: PLC0415 - after django.setup()

    return follow_levers


# Each in a thread of its own: a partner or a mail server that hangs delays no other send, and no call for help.
_JOBS = {
    "processor": ((_processor, _IDLE_S),),
    "sender": (
        (_sender, _IDLE_S),
        (_sender, _IDLE_S),
        (_duty, (_DUTY_EVERY_S,)),
        (_retention, (_RETENTION_EVERY_S,)),
        (_levers, (_RETENTION_EVERY_S,)),
    ),
}


def main() -> None:
    """Run one job until SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["MARAUDE_DATABASE_ROLE"] = JOBS
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        django.setup()
        works = [(make(), idle_s) for make, idle_s in _JOBS[sys.argv[1]]]
    except MaraudeError as error:
        sys.exit(str(error))
    threads = [
        threading.Thread(target=repeat, args=(work, stopping), kwargs={"idle_s": idle_s}, daemon=True)
        for work, idle_s in works
    ]
    for thread in threads:
        thread.start()
    stopping.wait()
    for thread in threads:
        thread.join(_LAST_SEND_S)


if __name__ == "__main__":
    main()
