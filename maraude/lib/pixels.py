"""A picture of squares (PNG), with an address under it in letters of five by seven: no other program is needed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

# Seven rows of five bits, two hexadecimal digits each.
_GLYPHS = {
    "a": "00000E010F110F", "b": "1010161911111E", "c": "00000E1010110E", "d": "01010D1311110F",
    "e": "00000E111F100E", "f": "0609081C080808", "g": "000F11110F010E", "h": "10101619111111",
    "i": "04000C0404040E", "j": "0200060202120C", "k": "10101214181412", "l": "0C04040404040E",
    "m": "00001A15151111", "n": "00001619111111", "o": "00000E1111110E", "p": "00001E111E1010",
    "q": "00000D130F0101", "r": "00001619101010", "s": "00000E100E011E", "t": "08081C08080906",
    "u": "0000111111130D", "v": "00001111110A04", "w": "0000111115150A", "x": "0000110A040A11",
    "y": "000011110F010E", "z": "00001F0204081F", "0": "0E11131519110E", "1": "040C040404040E",
    "2": "0E11010204081F", "3": "1F02040201110E", "4": "02060A121F0202", "5": "1F101E0101110E",
    "6": "0608101E11110E", "7": "1F010204080808", "8": "0E11110E11110E", "9": "0E11110F01020C",
    ".": "00000000000C0C", ":": "000C0C000C0C00", "/": "00010204081000", "-": "0000001F000000",
    "_": "0000000000001F",
}  # fmt: skip
_WIDE, _TALL = 6, 7  # a letter and the space after it


def code_with_address(matrix: Sequence[bytes | bytearray], *, address: str, scale: int = 24, border: int = 4) -> bytes:
    """Return a PNG of a code and, under it, its address; a letter that has no drawing is left blank."""
    text = written(address.lower())
    zoom = max(1, (len(matrix) + 2 * border) * scale // (len(text[0]) + 2 * border))
    wide = max((len(matrix) + 2 * border) * scale, (len(text[0]) + 2 * border) * zoom)
    rows = [bytes(wide)] * (border * scale)
    rows += _zoomed(matrix, zoom=scale, wide=wide)
    rows += [bytes(wide)] * (2 * scale)
    rows += _zoomed(text, zoom=zoom, wide=wide)
    rows += [bytes(wide)] * (border * scale)
    return _png(rows)


def written(text: str) -> list[bytes]:
    """Return the rows of a text, one byte a dot."""
    blank = "00" * _TALL
    glyphs = [bytes.fromhex(_GLYPHS.get(letter, blank)) for letter in text] or [bytes(_TALL)]
    return [
        bytes((glyph[row] >> (4 - column)) & 1 if column < 5 else 0 for glyph in glyphs for column in range(_WIDE))
        for row in range(_TALL)
    ]


def _zoomed(dots: Sequence[bytes | bytearray], *, zoom: int, wide: int) -> list[bytes]:
    rows: list[bytes] = []
    for line in dots:
        drawn = b"".join(bytes([1 if dot else 0]) * zoom for dot in line)
        left = (wide - len(drawn)) // 2
        rows += [bytes(left) + drawn + bytes(wide - left - len(drawn))] * zoom
    return rows


def _png(rows: Sequence[bytes]) -> bytes:
    """Return a grey PNG of eight bits: one is black."""
    raw = b"".join(b"\x00" + row.translate(bytes([255]) + bytes([0]) * 255) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
