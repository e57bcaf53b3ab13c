from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from maraude.lib.spreadsheet import safe_cell, write_csv

cells = st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=8)


@given(cells)
def test_what_is_read_again_is_what_was_written(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(write_csv(rows), newline="")))
    assert read == [[safe_cell(cell) for cell in row] for row in rows]


@given(st.text(max_size=20))
def test_no_text_is_a_formula(text: str) -> None:
    assert not safe_cell(text).lstrip(" \u3000").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))


@given(st.text(max_size=20, alphabet=st.characters(exclude_characters="\0")))
def test_a_text_is_kept_but_for_the_mark_before_it(text: str) -> None:
    assert safe_cell(text) in {text, f"'{text}"}
