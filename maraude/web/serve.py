"""Serving the pages: Django as WSGI in threads, on a private socket that only the gateway talks to."""

from __future__ import annotations

import os
import sys

import uvicorn
from a2wsgi import WSGIMiddleware

from maraude.core.errors import MaraudeError

_THREADS = 8


def main() -> None:
    """Listen on the socket named by MARAUDE_WEB_SOCKET until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from config.wsgi import application  # noqa: PLC0415 - a wrong setting must become one sentence
    except MaraudeError as error:
        sys.exit(str(error))
    uvicorn.run(
        WSGIMiddleware(application, workers=_THREADS),  # type: ignore[arg-type]  # a2wsgi has its own ASGI aliases
        uds=os.environ["MARAUDE_WEB_SOCKET"],
        http="httptools",
        loop="uvloop",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
