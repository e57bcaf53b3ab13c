"""JSON lines in, JSON lines out, one for one, in constant memory (contracts.md, understand)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any, Final

from maraude.understanding.pipeline import Pipeline
from maraude.understanding.values import NeedDoubt, Understanding

_LONGEST_LINE: Final = 16 * 1024 * 1024  # bytes: longer lines are refused, not held in memory


def understand_lines(source: IO[bytes], *, pipeline: Pipeline) -> Iterator[bytes]:
    """Yield one JSON line for each line of `source`, in order; a line that is not ours gets an `error`."""
    while True:
        line = source.readline(_LONGEST_LINE)
        if not line:
            return
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            _skip_rest(source)
            yield encoded({"id": None, "error": f"This line is longer than {_LONGEST_LINE} bytes."})
            continue
        yield encoded(_answer(line, pipeline))


def _skip_rest(source: IO[bytes]) -> None:
    while (part := source.readline(_LONGEST_LINE)) and not part.endswith(b"\n"):
        pass


def _answer(line: bytes, pipeline: Pipeline) -> dict[str, Any]:
    try:
        given = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {"id": None, "error": "This line is not JSON."}
    if not isinstance(given, dict):
        return {"id": None, "error": 'This line is not an object {"id", "text"}.'}
    text = given.get("text")
    if not isinstance(text, str):
        return {"id": given.get("id"), "error": 'This line has no text: "text" must be a string.'}
    previous = given.get("previous")
    before = [one for one in previous if isinstance(one, str)] if isinstance(previous, list) else []
    return {"id": given.get("id"), **as_json(pipeline.understand(text, previous=before))}


def as_json(understanding: Understanding) -> dict[str, Any]:
    """Return an understanding as `maraude understand` writes it."""
    risk, slots = understanding.risk, understanding.slots
    place = {"text": slots.place.text, "insee": slots.place.insee} if slots.place else None
    return {
        "needs": [
            {"need": one.need.value, "score": one.score, "evidence": one.evidence, "source": one.source}
            for one in understanding.needs
        ],
        "ask": [_question(one) for one in understanding.ask],
        "risk": {
            "level": risk.level.value,
            "kinds": [kind.value for kind in risk.kinds],
            "score": risk.score,
            "evidence": risk.evidence,
            "rules": risk.rules,
            "about": risk.about,
        },
        "slots": {"age": slots.age, "place": place, "status": slots.status, "since": slots.since, "about": slots.about},
        "language": understanding.language,
        "model": {"name": understanding.model.name, "version": understanding.model.version},
    }


def _question(doubt: NeedDoubt) -> dict[str, Any]:
    question = {"fr": doubt.question_fr, "en": doubt.question_en}
    return {"need": doubt.need.value, "score": doubt.score, "question": question}


def encoded(answer: dict[str, Any]) -> bytes:
    """Return an answer as one UTF-8 line; what UTF-8 cannot hold (lone surrogates in an id) is escaped."""
    try:
        return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(answer, separators=(",", ":")).encode() + b"\n"
