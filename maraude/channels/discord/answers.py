"""What Discord shows at once: the form, the line that says it was kept, the panel (« Interaction Response Object »)."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from maraude.channels.discord.words import said
from maraude.channels.interface import Answer

# Identifiers of our buttons, forms and fields; a door's code may follow the first two.
WRITE, SAY, WORRY, WHO, STOP, TEXT, WHERE = "write", "say", "worry", "who", "stop", "text", "where"
BY_DM, HERE = "dm", "here"
ONLY_TO_THEM: Final = 1 << 6  # a line that one person sees, and that leaves with the page
NO_PREVIEW: Final = 1 << 2
LONGEST_SAID: Final = 4000

_LINE, _FORM, _CHOICES = 4, 9, 8
_ROW, _BUTTON, _LIST, _FIELD, _PROSE, _LABEL = 1, 2, 3, 4, 10, 18
_MAIN, _PLAIN = 1, 2
_PARAGRAPH: Final = 2

type Json = dict[str, Any]


def form(language: str, *, door: str = "", is_worry: bool = False, is_private: bool = False) -> Answer:
    """Open the form: what we promise, one field, and where to answer unless it is in our private messages already."""
    kind = "worry_" if is_worry else ""
    fields: list[Json] = [
        {"type": _PROSE, "content": said("promise", language)},
        {
            "type": _LABEL,
            "label": said(f"{kind}label", language),
            "description": said("worry_help" if is_worry else "label_help", language),
            "component": {
                "type": _FIELD,
                "custom_id": TEXT,
                "style": _PARAGRAPH,
                "required": True,
                "min_length": 1,
                "max_length": LONGEST_SAID,
            },
        },
    ]
    if not is_private:
        fields.append(_where(language))
    name = WORRY if is_worry else f"{SAY}:{door}" if door else SAY
    return _answer(_FORM, {"custom_id": name, "title": said(f"{kind}title", language), "components": fields})


def _where(language: str) -> Json:
    choices = [
        {
            "value": value,
            "label": said(f"where_{value}", language),
            "description": said(f"where_{value}_help", language),
            "default": value == BY_DM,
        }
        for value in (BY_DM, HERE)
    ]
    field = {"type": _LIST, "custom_id": WHERE, "required": True, "options": choices}
    return {"type": _LABEL, "label": said("where", language), "component": field}


def line(name: str, language: str, *, with_buttons: bool = False) -> Answer:
    """Say one line to the person alone."""
    data: Json = {"content": said(name, language), "flags": ONLY_TO_THEM, "allowed_mentions": {"parse": []}}
    if with_buttons:
        data["components"] = [buttons(language, STOP)]
    return _answer(_LINE, data)


def panel(language: str, *, door: str = "") -> Answer:
    """Show the panel with its buttons to everybody in the room where a moderator asked for it."""
    row = {"type": _ROW, "components": [_button(WRITE, language, door=door), _button(WHO, language)]}
    data = {"content": said("panel", language), "components": [row], "allowed_mentions": {"parse": []}}
    return _answer(_LINE, data)


def buttons(language: str, *others: str) -> Json:
    """Return the row under a line of ours: write, and others."""
    return {"type": _ROW, "components": [_button(name, language) for name in (WRITE, *others)]}


def no_choices() -> Answer:
    """Propose nothing while a command is typed."""
    return _answer(_CHOICES, {"choices": []})


def _button(name: str, language: str, *, door: str = "") -> Json:
    return {
        "type": _BUTTON,
        "style": _MAIN if name == WRITE else _PLAIN,
        "label": said(name, language),
        "custom_id": f"{name}:{door}" if door else name,
    }


def _answer(kind: int, data: Json) -> Answer:
    return Answer(body=msgspec.json.encode({"type": kind, "data": data}))
