"""What a tree of processes takes: memory, shared pages counted once (PSS), and processor time. Linux only."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def tree(root: int, home: Path) -> dict[int, str]:
    """Return the processes under `root`, and those that work in `home` with theirs (the database leaves its parent)."""
    found, parents = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = folder.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            parents[int(folder.name)] = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        found[int(folder.name)] = words
    inside = {pid for pid, words in found.items() if pid == root or (f"{home}/" in words and words.startswith("/"))}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in inside} - inside
        inside |= more
        grown = bool(more)
    return {pid: found[pid] for pid in inside}


def pss_mb(processes: Mapping[int, str]) -> dict[str, float]:
    """Return the memory of each program in MB, those of one kind together."""
    sums: dict[str, float] = {}
    for pid, words in processes.items():
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it ended, or is another account's
            continue
        size = _PSS.search(text)
        sums[_kind(words)] = sums.get(_kind(words), 0.0) + (int(size[1]) / 1024 if size else 0.0)
    return {name: round(size, 1) for name, size in sorted(sums.items())}


def cpu_s(processes: Mapping[int, str]) -> dict[str, float]:
    """Return the processor time of each program so far, in seconds."""
    ticks, sums = os.sysconf("SC_CLK_TCK"), dict[str, float]()
    for pid, words in processes.items():
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        sums[_kind(words)] = sums.get(_kind(words), 0.0) + (int(fields[11]) + int(fields[12])) / ticks
    return sums


def _kind(words: str) -> str:
    module = re.search(r"-m (maraude\.[\w.]+)(?: (processor|sender))?", words)
    if module:
        return " ".join(part for part in module.groups() if part)
    return "database" if "postgres" in words else "others"
