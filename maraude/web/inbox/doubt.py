"""The one question that settles a doubt, in the language the person last wrote in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maraude.apps.inbox.queries.thread import ThreadView
from maraude.core.need import Need
from maraude.understanding.lexicon.book import questions


def question_context(view: ThreadView, needs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the question about the likeliest need in doubt; nothing while none is."""
    doubtful = max((row for row in needs if row["state"] == "doubtful"), key=lambda row: row["score"], default=None)
    if doubtful is None:
        return {}
    return {"question": {"need": doubtful["need"], "text": question_text(Need(doubtful["need"]), their_language(view))}}


def question_text(need: Need, language: str) -> str:
    """Return the question about a need."""
    french, english = questions(need)
    return english if language == "en" else french


def their_language(view: ThreadView) -> str:
    """Return the language the person last wrote in, French when it is neither."""
    said = [message.understanding.get("language") for message in view.messages if message.direction == "in"]
    return "en" if said and said[-1] == "en" else "fr"
