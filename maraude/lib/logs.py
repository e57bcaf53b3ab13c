"""Logs without content: an allow-list of keys, and exceptions by class only (security.md S-20)."""

from __future__ import annotations

import logging
import logging.config
from collections.abc import Mapping

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class ClassOnlyFormatter(logging.Formatter):
    """Writes an exception's class and the lines of code it crossed, never its message: it may quote a row."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """Return "ClassName at file:line < file:line"."""
        kind, _, trace = ei if isinstance(ei, tuple) else (None, None, None)
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
            trace = trace.tb_next
        return f"{getattr(kind, '__name__', 'Error')} at {' < '.join(reversed(places[-6:]))}"

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's own name
        """Return nothing: a stack dump may hold local values."""
        del stack_info
        return ""


def configure(settings: Mapping[str, object] | None = None, *, level: str = "WARNING") -> None:
    """Send warnings and errors of everything to stderr, through the formatter above."""
    del settings
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"plain": {"()": ClassOnlyFormatter, "format": _FORMAT}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"}},
        }
    )
