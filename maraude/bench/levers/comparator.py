"""The comparator, in an environment of its own: MABWiser 2.7.4 (Apache-2.0, Fidelity), never a dependency of ours."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from maraude.bench.levers.worlds import World
from maraude.levers.house import HOUSE
from maraude.levers.posterior import Floats

VERSION: Final = "mabwiser==2.7.4"
_PLAYER: Final = Path(__file__).with_name("theirs.py")
_INSTALL_S, _PLAY_S = 300, 1_800


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """Which arms each setting chose in each world, and decisions a second."""

    arms: dict[str, list[np.ndarray[tuple[int], np.dtype[np.int64]]]]
    per_second: float


def play_theirs(worlds: Sequence[World], *, folder: Path) -> Theirs | str:
    """Install MABWiser in `folder` and let it play; return why it was not run when it cannot be installed."""
    python = _installed(folder)
    if isinstance(python, str):
        return python
    source, target = folder / "worlds.npz", folder / "chosen.npz"
    kept: dict[str, Floats] = {"count": np.array(float(len(worlds)))}
    for number, one in enumerate(worlds):
        found = {"features": _features(one), "days": one.days, "steps": one.steps, "delays": one.delays}
        kept |= {f"{number}/{key}": value for key, value in found.items()}
    np.savez(source, **kept)  # type: ignore[arg-type]  # numpy's own stub takes names for its flags
    command = [str(python), "-P", "-W", "ignore", str(_PLAYER), str(source), str(target)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_PLAY_S)
    if done.returncode != 0:
        return f"NOT RUN: {_last_line(done.stderr)}"
    chosen = np.load(target)
    names = sorted({key.split("/")[1] for key in chosen.files if "/" in key})
    arms = {name: [chosen[f"{number}/{name}"] for number in range(len(worlds))] for name in names}
    return Theirs(arms=arms, per_second=float(chosen["per_second"]))


def _installed(folder: Path) -> Path | str:
    python = folder / "venv" / "bin" / "python"
    uv = str(Path(sys.executable).with_name("uv"))
    for command in (
        [uv, "venv", "-q", "--python", sys.executable, str(folder / "venv")],
        [uv, "pip", "install", "-q", "--python", str(python), VERSION, f"numpy=={np.__version__}"],
    ):
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_INSTALL_S)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"NOT RUN: {type(error).__name__}"
        if done.returncode != 0:
            return f"NOT RUN: {_last_line(done.stderr)}"
    return python


def _features(world: World) -> Floats:
    rows = [
        [1.0, *(float(one[name] == value) for name, values in HOUSE.fields.items() for value in values)]
        for one in world.contexts
    ]
    return np.array(rows)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1][:200]
