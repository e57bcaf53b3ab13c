"""What goes wrong with the embedded server, always in one sentence that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maraude.core.errors import MaraudeError

NO_SPACE = "The disk that holds {folder} is full: free some space, then start again."


class DatabaseUnavailable(MaraudeError):
    """The embedded database cannot be used."""


class ServerDied(DatabaseUnavailable):
    """The database server ended before it was ready."""


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn an OSError met while working in `folder` into a DatabaseUnavailable of one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DatabaseUnavailable(NO_SPACE.format(folder=folder)) from error
        culprit = error.filename if isinstance(error.filename, str) else folder
        raise DatabaseUnavailable(
            f"The database folder {folder} cannot be used ({culprit}: {error.strerror}): "
            "give this account the right to it, or choose another MARAUDE_HOME."
        ) from error
