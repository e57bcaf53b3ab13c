"""Places where a test bench may break us, and nobody else: a named point does nothing unless a bench armed it.

A bench sets MARAUDE_FAULTS to a folder; the file `<folder>/<point>` arms that point once, and is taken by whoever
passes first. What the file says: `kill` (SIGKILL to ourselves), `raise`, or `sleep 2.5`. Lines that end with ` on WORD`
stay armed, and act only when the words handed over contain WORD. `maraude up` refuses it outside the demo.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from maraude.core.errors import WrongSetting
from maraude.lib import env

_given = os.environ.get("MARAUDE_FAULTS", "")
_FOLDER = Path(_given) if _given else None


class FaultInjected(RuntimeError):
    """A test bench asked for this error."""


def fault_point(name: str, words: str = "") -> None:
    """Do nothing; on a test bench, break here when it was armed."""
    if _FOLDER is not None:
        _break(_FOLDER / name, words)


def refuse_faults_outside_demo(*, demo: bool) -> None:
    """Refuse to start a house of real people with points that break it."""
    if _FOLDER is not None and not demo:
        raise WrongSetting("MARAUDE_FAULTS breaks the house on purpose: it serves test benches, with the demo only.")


def is_test_bench() -> bool:
    """Say whether points are armed here."""
    return _FOLDER is not None and env.flag("MARAUDE_DEMO")


def _break(armed: Path, words: str) -> None:
    try:
        lines = armed.read_text(encoding="utf-8").splitlines()
        if " on " not in lines[0]:
            armed.unlink()  # only one of us takes it
    except FileNotFoundError:
        return
    asked = [action for action, _, word in (line.partition(" on ") for line in lines) if word in words]
    if not asked:
        return
    action = asked[0]
    with (armed.parent / "done.log").open("a", encoding="utf-8") as done:
        done.write(f"{armed.name} {action}\n")
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if action.startswith("sleep "):
        time.sleep(float(action.removeprefix("sleep ")))
        return
    raise FaultInjected(armed.name)
