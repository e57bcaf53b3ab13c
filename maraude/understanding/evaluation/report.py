"""The report of `maraude evaluate understanding`: all figures of a labelled file, in one object."""

from __future__ import annotations

import resource
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from maraude.understanding.corpus_lines import LabelledLine
from maraude.understanding.evaluation.figures import (
    NEEDS,
    count,
    expected_calibration_error,
    reliability,
    scores,
    table,
)
from maraude.understanding.evaluation.observed import SLOTS, Marks, Observed
from maraude.understanding.evaluation.shares import share

_LEAST: Final = 20  # lines: a slice smaller than this says nothing
_ALERT, _WATCH = NEEDS, NEEDS + 1
_KIBIBYTES_PER_MEBIBYTE: Final = 1024


def report(observed: Observed, *, personas: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """Return labels, macro and micro F1, danger, slots, slices, latency and memory."""
    return {
        "lines": len(observed.lines),
        "writers": len({line.writer for line in observed.lines}),
        **table(observed),
        "false_needs": _false_needs(observed),
        "danger": _danger(observed),
        "slots": {name: _slot(observed, at) for at, name in enumerate(SLOTS)},
        "slices": _slices(observed, personas),
        "latency_us": _latency(observed),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIBIBYTES_PER_MEBIBYTE, 1),
    }


def _false_needs(observed: Observed) -> float | None:
    said: Marks = np.any(observed.said[:, :NEEDS], axis=1, keepdims=True)[:, 0]
    wanted: Marks = np.any(observed.wanted[:, :NEEDS], axis=1, keepdims=True)[:, 0]
    return _share(said, ~wanted)


def _share(said: Marks, among: Marks) -> float | None:
    """Return how often `said` is true among some lines, None when there are none."""
    return round(float(said[among].mean()), 4) if among.any() else None


def _danger(observed: Observed) -> dict[str, object]:
    alert, watch = observed.said[:, _ALERT], observed.said[:, _WATCH]
    families: dict[str, dict[str, float | None]] = {}
    for family in sorted({line.family for line in observed.lines if line.family}):
        inside = np.array([line.family == family for line in observed.lines])
        families[family] = {
            "lines": float(inside.sum()),
            "alert_recall": _share(alert, inside & observed.wanted[:, _ALERT]),
            "watch_recall": _share(watch, inside & observed.wanted[:, _WATCH]),
            "false_alert": _share(alert, inside & ~observed.wanted[:, _WATCH]),
            "false_watch": _share(watch, inside & ~observed.wanted[:, _WATCH]),
        }
    wanted, urgent = observed.wanted[:, _WATCH], observed.wanted[:, _ALERT]
    writers = [line.writer or str(at) for at, line in enumerate(observed.lines)]
    tempting = np.array([line.family == "hard_negative" for line in observed.lines]) & ~wanted
    return {
        "alert_recall": share(alert, urgent, writers),
        # A danger shown on the watch list is seen the same day even when it called nobody at once.
        "alert_seen_at_watch": share(watch, urgent, writers),
        "watch_recall": share(watch, wanted, writers),
        "false_alert": share(alert, ~wanted, writers),
        "false_watch": share(watch, ~wanted, writers),
        "false_alert_on_hard_negatives": share(alert, tempting, writers),
        "false_watch_on_hard_negatives": share(watch, tempting, writers),
        "ece": expected_calibration_error(observed.danger, wanted),
        "reliability": reliability(observed.danger, wanted),
        "families": families,
    }


def _slot(observed: Observed, at: int) -> dict[str, float | None]:
    right, given = observed.slots_right[:, at], observed.slots_given[:, at]
    return {
        "accuracy": round(float(right.mean()), 4),
        "found_when_said": _share(right, given),
        "silent_when_unsaid": _share(right, ~given),
        "said": float(given.sum()),
    }


def _slices(observed: Observed, personas: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, float | None]]:
    members: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(observed.lines):
        for name in (*_names(line), *personas.get(line.writer or "", ())):
            members[name].append(at)
    return {name: _slice(observed, places) for name, places in sorted(members.items()) if len(places) >= _LEAST}


def _names(line: LabelledLine) -> list[str]:
    length = "short" if len(line.text) < 40 else "middle" if len(line.text) < 200 else "long"
    names = [f"tag:{tag}" for tag in line.tags] + [f"length:{length}"]
    if line.register:
        names.append(f"register:{line.register}")
    return names


def _slice(observed: Observed, places: Sequence[int]) -> dict[str, float | None]:
    said, wanted = observed.said[list(places)], observed.wanted[list(places)]
    counts = count(said[:, :NEEDS].reshape(-1, 1), wanted[:, :NEEDS].reshape(-1, 1), [""] * said[:, :NEEDS].size)
    return {
        "lines": float(len(places)),
        "micro_f1": round(float(scores(counts, np.ones((1, 1)))[2][0, 0]), 4) if wanted[:, :NEEDS].any() else None,
        "alert_recall": _share(said[:, _ALERT], wanted[:, _ALERT]),
        "watch_recall": _share(said[:, _WATCH], wanted[:, _WATCH]),
        "false_alert": _share(said[:, _ALERT], ~wanted[:, _WATCH]),
    }


def _latency(observed: Observed) -> dict[str, float]:
    short = observed.microseconds[np.array([len(line.text) <= 500 for line in observed.lines])]
    if not len(short):
        return {}
    return {"p50": round(float(np.quantile(short, 0.5)), 1), "p99": round(float(np.quantile(short, 0.99)), 1)}
