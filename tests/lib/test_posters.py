"""Files made without any other program: a page of PDF, a picture of squares."""

from __future__ import annotations

import re
import struct
import zlib

import segno

from maraude.core.poster import HEIGHT, WIDTH, PosterWords, lay_out, text_width
from maraude.lib.pdf import Box, Text, one_page
from maraude.lib.pixels import code_with_address, written

WORDS = PosterWords(
    title="Besoin de parler ?",
    what="D'argent, d'un endroit où dormir, de l'école, du travail, ou parce que c'est dur en ce moment.",
    address="maraude-numerique.exemple-association.fr/r/k7mx42q",
    who="Une vraie personne de La Lanterne te répond. Gratuit, sans ton nom.",
    danger="En danger : 112, ou 114 par SMS. Moins de 18 ans : 119. Idées noires : 3114.",
    where="Lycée Zola, hall B · 12 janvier 2026",
)


def test_every_line_of_a_poster_fits_its_sheet_and_the_address_is_whole() -> None:
    poster = lay_out(WORDS)
    assert all(line.width <= WIDTH - 40 and 0 < line.top < HEIGHT for line in poster.lines)
    assert WORDS.address in [line.text for line in poster.lines]
    tops = [line.top for line in poster.lines]
    assert tops == sorted(tops)


def test_an_address_however_long_is_never_cut() -> None:
    long = lay_out(PosterWords(title="a", what="b", address="x" * 120, who="c", danger="d", where="e"))
    line = next(line for line in long.lines if line.text == "x" * 120)
    assert text_width(line.text, size=line.size, is_bold=True) <= WIDTH - 90


def test_a_page_of_pdf_has_its_objects_where_its_table_says() -> None:
    page = one_page(
        width=595,
        height=842,
        title="Porte (1)",
        texts=[Text(words="Où ? (ici) \\ 漢", x=10, y=20, size=12)],
        boxes=[Box(x=1, y=2, width=3, height=4)],
    )
    assert page.startswith(b"%PDF-1.4")
    places = [int(place) for place in re.findall(rb"^(\d{10}) 00000 n", page, re.M)]
    assert all(page[place:].startswith(f"{number} 0 obj".encode()) for number, place in enumerate(places, 1))
    packed = page.split(b"stream\n")[1].split(b"\nendstream")[0]
    assert rb"(O\371" not in packed
    assert "(Où ? \\(ici\\) \\\\ ?) Tj".encode("cp1252") in zlib.decompress(packed)


def test_a_picture_is_a_png_whose_dots_are_those_of_the_code() -> None:
    matrix = segno.make("http://a.example/r/k7mx42q", error="m", micro=False).matrix
    picture = code_with_address(matrix, address="a.example/r/k7mx42q", scale=4)
    wide, tall = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG")
    assert wide >= (len(matrix) + 8) * 4
    assert tall > wide
    length = struct.unpack(">I", picture[33:37])[0]
    raw = zlib.decompress(picture[41 : 41 + length])
    assert len(raw) == tall * (wide + 1)
    assert set(raw) == {0, 255}


def test_every_letter_of_an_address_has_a_drawing() -> None:
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789.:/-_":
        assert any(any(row) for row in written(letter)), letter
