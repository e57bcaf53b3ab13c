"""The model card: figures with their intervals as a page, written by the evaluation and never by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from maraude.understanding.corpus_lines import TRAIN_WRITERS, read_writers, writers_folder
from maraude.understanding.evaluation.picture import reliability_svg

_LEAST_IN_SLICE: Final = 60
_HEAD: Final = """# Model card: {name} {version}

Written by `maraude evaluate understanding --card`, not by hand. Intervals are 95 %, bootstrap by writer (1,000 draws).

**What it is for.** To order what an outreach team reads and to propose needs, places, questions; a person decides.
**What it is not.** A diagnosis, a score of a person, an emergency service, or a proof that nobody is in danger:
{missed}.
**Made from.** Invented messages of {taught} written personas, a plain hand of 193 lines, 268 lines of invented everyday
talk, and hashed counts of 1,934 turns of XPersona in French (Lin and others, 2020, MIT licence), whose text is not
kept. Data sheet: [corpus.md](corpus.md). Everything measured here was written by programs of the same kind as the
writers of the training part: **real young people will be read worse**. Measured on {lines} lines by {writers} writers
nobody learned from.

Two levels: *alert* (urgent or immediate) calls somebody; *watch* (concern or above) is seen the same day.
"""


def write_card(figures: dict[str, Any], folder: Path, *, title: str) -> Path:
    """Write the card and its picture into a folder; return the card's path."""
    model = figures["model"]
    name = f"understanding-{model['version']}"
    folder.mkdir(parents=True, exist_ok=True)
    picture = reliability_svg(figures["danger"]["reliability"], title=f"Reliability of danger, {title}")
    (folder / f"{name}.svg").write_text(picture, encoding="utf-8")
    missed = 1 - figures["danger"]["alert_recall"]["value"]
    parts = [
        _HEAD.format(
            name=model["name"],
            version=model["version"],
            lines=f"{figures['lines']:,}",
            writers=figures["writers"],
            taught=_taught(),
            missed=f"it missed {missed:.0%} of the alerts of the {title}",
        ),
        _danger(figures, name),
        _needs(figures),
        _beside(figures),
        _slots(figures),
        _slices(figures),
    ]
    path = folder / f"{name}.md"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _taught() -> int:
    """Return how many writers the shipped model learns from."""
    return len({line.writer for line in read_writers(writers_folder(), TRAIN_WRITERS)})


def _figure(one: Any) -> str:  # noqa: ANN401 - figures as read from JSON
    if one is None:
        return "–"
    if isinstance(one, dict):
        return f"{one['value']:.3f} ({one['low']:.3f}–{one['high']:.3f})"
    return f"{one:.3f}"


def _rows(head: str, rows: list[list[str]]) -> str:
    count = head.count("|") - 1
    return "\n".join([head, "|" + "---|" * count, *("| " + " | ".join(row) + " |" for row in rows), ""])


def _danger(figures: dict[str, Any], name: str) -> str:
    danger = figures["danger"]
    said = [key for key in danger if key not in {"families", "reliability"}]
    rows = [[key.replace("_", " "), _figure(danger[key])] for key in said]
    rows += [
        [f"alert recall, {family.replace('_', ' ')}", _figure(one["alert_recall"])]
        for family, one in danger["families"].items()
        if one["alert_recall"] is not None
    ]
    everyday = figures["everyday"]
    if everyday and everyday["held_out"]:
        apart = {"all held out": everyday["held_out"], **everyday["files"]}
        rows += [[f"everyday text: {file}{_learned(everyday, file)}", _volume(one)] for file, one in apart.items()]
    return f"## Danger\n\n{_rows('| figure | value |', rows)}\n![Reliability]({name}.svg)\n"


def _learned(everyday: dict[str, Any], file: str) -> str:
    return " (half of it learned from)" if file == everyday["learned_from"] else ""


def _volume(one: dict[str, float]) -> str:
    return f"alert {one['alert']:.1%}, watch {one['watch']:.1%}, a need {one['needs']:.1%} of {one['messages']:,.0f}"


def _needs(figures: dict[str, Any]) -> str:
    rows = [
        [label, *(_figure(one[part]) for part in ("precision", "recall", "f1")), str(one["support"])]
        for label, one in figures["labels"].items()
    ]
    rows += [[f"**{part}**", "", "", _figure(figures[part]), ""] for part in ("macro_f1", "micro_f1")]
    false = f"A need said where there is none: {figures['false_needs']:.1%} of the lines without need.\n"
    return f"## Needs\n\n{_rows('| label | precision | recall | F1 | n |', rows)}\n{false}"


def _beside(figures: dict[str, Any]) -> str:
    rows = []
    for name in ("misspelt", "rules_alone"):
        if name in figures:
            one = figures[name]
            recall = _figure(one["danger"]["alert_recall"])
            rows.append([name.replace("_", " "), _figure(one["macro_f1"]), _figure(one["micro_f1"]), recall])
    if "words_and_regression" in figures:
        one = figures["words_and_regression"]
        recall = next(f"{value:.3f} (at 15 % false)" for key, value in one.items() if key.startswith("alert"))
        rows.append(["words and logistic regression", f"{one['macro_f1']:.3f}", f"{one['micro_f1']:.3f}", recall])
    speed = figures["latency_us"]
    cost = (
        f"p50 {speed['p50']} µs, p99 {speed['p99']} µs a message of at most 500 characters; {figures['memory_mib']} MiB"
    )
    ready = f"; ready after {figures['start_ms']} ms" if "start_ms" in figures else ""
    table = _rows("| in the same run | macro-F1 | micro-F1 | alert recall |", rows)
    return f"## Beside it\n\n{table}\nCost on one busy shared core: {cost}{ready}.\n"


def _slots(figures: dict[str, Any]) -> str:
    columns = ("accuracy", "found_when_said", "silent_when_unsaid")
    rows = [[name, *(_figure(one[column]) for column in columns)] for name, one in figures["slots"].items()]
    return f"## Facts said\n\n{_rows('| slot | right | found when said | silent when unsaid |', rows)}"


def _slices(figures: dict[str, Any]) -> str:
    columns = ("micro_f1", "alert_recall", "watch_recall", "false_alert")
    rows = [
        [name, f"{one['lines']:.0f}", *(_figure(one[column]) for column in columns)]
        for name, one in figures["slices"].items()
        if one["lines"] >= _LEAST_IN_SLICE
    ]
    head = "| slice | lines | micro-F1 | alert recall | watch recall | false alert |"
    return f"## Slices ({_LEAST_IN_SLICE} lines or more)\n\n{_rows(head, rows)}"
