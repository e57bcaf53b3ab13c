"""Logs without content: an allow-list of keys, and exceptions by class only (security.md S-20)."""

from __future__ import annotations

import logging
import logging.config
import sys
import threading
from collections.abc import Mapping
from types import TracebackType

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
    """Send warnings and errors of everything to stderr, through the formatter above; a crash is told the same way."""
    del settings
    sys.excepthook = _tell_crash
    threading.excepthook = _tell_thread_crash
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


def _tell_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("maraude").critical("this program crashed", exc_info=(kind, error, trace))


def _tell_thread_crash(crash: threading.ExceptHookArgs) -> None:
    if crash.exc_value is not None:
        _tell_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)
