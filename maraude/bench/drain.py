"""One processor of the bench: ready, then on a line of input it processes until nothing waits and says how much."""

from __future__ import annotations

import os
import sys

import django

from maraude.lib.roles import JOBS


def main() -> None:
    """Say ready; at each line received, drain the queue and print how many envelopes were finished."""
    os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", MARAUDE_DATABASE_ROLE=JOBS)
    django.setup()
    from maraude.jobs.processor import process_waiting  # noqa: PLC0415 - after django.setup()
    from maraude.understanding.pipeline import load  # noqa: PLC0415

    pipeline = load()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in sys.stdin:
        done = 0
        while count := process_waiting(pipeline=pipeline, batch=50):
            done += count
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
