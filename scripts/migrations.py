"""Write the migrations that the models ask for: `python scripts/migrations.py APP -n NAME` (development only).

Then raise the walls of each new table by hand, as the `_walls` migrations beside them do.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Ask Django, beside a throw-away server: generated columns are checked against a real one."""
    with tempfile.TemporaryDirectory(prefix="maraude-migrations-") as folder:
        Path(folder).chmod(0o755)
        home = Path(folder) / "home"
        os.environ.update(MARAUDE_HOME=str(home), MARAUDE_TEST="1", DJANGO_SETTINGS_MODULE="config.settings")
        os.environ["MARAUDE_DATABASE_ROLE"] = "maraude_owner"
        import django  # noqa: PLC0415 - the settings look at the environment

        from maraude.lib.database import shared_server  # noqa: PLC0415

        with shared_server(home, durable=False):
            django.setup()
            from django.core.management import call_command  # noqa: PLC0415 - after django.setup()

            call_command("makemigrations", *sys.argv[1:])


if __name__ == "__main__":
    main()
