"""Nobody reads an identifier, and French is complete."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent.parent


def test_french_is_complete_and_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    messages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(messages)
    with messages.PO.open("rb") as file:
        french = read_po(file)
    said = {message.id for message in messages.extract() if message.id}
    translated = {m.id for m in french if m.id and (all(m.string) if isinstance(m.string, tuple) else m.string)}
    assert said == translated


def test_every_stored_value_shown_on_a_screen_has_a_word() -> None:
    from maraude.apps.inbox.actions.move_conversation import OUTCOMES  # noqa: PLC0415 - once Django is there
    from maraude.apps.inbox.models import Delivery  # noqa: PLC0415
    from maraude.apps.safety.actions.handle_alert import REASONS  # noqa: PLC0415
    from maraude.apps.safety.models import AlertState  # noqa: PLC0415
    from maraude.channels.registry import CHANNELS  # noqa: PLC0415
    from maraude.core.need import Need  # noqa: PLC0415
    from maraude.core.safety import RiskKind  # noqa: PLC0415
    from maraude.web.words import has_word  # noqa: PLC0415

    shown = {*Need, *RiskKind, *OUTCOMES, *REASONS, *AlertState.values, *CHANNELS, "level_1", "level_2", "level_3"}
    assert {value for value in shown | set(Delivery.values) - {"none"} if not has_word(str(value))} == set()


@given(text=st.text(max_size=40), spans=st.lists(st.tuples(st.integers(-3, 50), st.integers(-3, 50)), max_size=5))
def test_pieces_give_the_text_back_whatever_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    from maraude.web.inbox.highlight import pieces  # noqa: PLC0415 - once Django is there

    found = pieces(text, needs=[("housing", spans)], danger=spans)
    assert "".join(piece.text for piece in found) == text
