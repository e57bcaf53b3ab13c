"""Nothing that an exception quotes reaches a log, whoever starts (security.md S-20)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CANARY = "canari-7f3a"
_SETUPS = {
    "pages and jobs": "import django; django.setup()",
    "gateway": "from maraude.lib import logs; logs.configure()",
}
_ENDS = {
    "an error that was caught": f"""
try: raise ValueError("{CANARY}")
except ValueError: logging.getLogger("maraude.x").exception("a batch was rolled back")
""",
    "a page that broke": f"""
try: raise ValueError("{CANARY}")
except ValueError: logging.getLogger("django.request").error("Internal Server Error", exc_info=True)
""",
    "a crash": f'raise ValueError("{CANARY}")',
    "a thread that crashed": f"""
def work(): raise ValueError("{CANARY}")
thread = threading.Thread(target=work); thread.start(); thread.join()
""",
}


@pytest.mark.parametrize("end", _ENDS)
@pytest.mark.parametrize("setup", _SETUPS)
def test_a_log_names_the_class_and_never_the_words(setup: str, end: str) -> None:
    code = f"import logging, threading\n{_SETUPS[setup]}\n{_ENDS[end]}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=False, timeout=60
    )
    assert "ValueError" in done.stderr
    assert CANARY not in done.stderr + done.stdout
