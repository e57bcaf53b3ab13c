"""One page of PDF 1.4: text in the two Helveticas every reader has, and black squares. Nothing else is needed here."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words on a page; `x` and `y` in points, y from the bottom."""

    words: str
    x: float
    y: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A black rectangle, in points from the bottom left."""

    x: float
    y: float
    width: float
    height: float


def one_page(*, width: float, height: float, title: str, texts: Iterable[Text], boxes: Iterable[Box]) -> bytes:
    """Return a PDF file of one page. A letter outside Windows-1252 becomes a question mark."""
    drawn = [b"0 g"]
    drawn += [f"{box.x:.2f} {box.y:.2f} {box.width:.2f} {box.height:.2f} re".encode() for box in boxes]
    drawn.append(b"f")
    drawn += [_text(text) for text in texts]
    content = zlib.compress(b"\n".join(drawn), 9)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}] /Contents 4 0 R "
                "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
            ).encode(),
            f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode() + content + b"\nendstream",
            font.format("Helvetica").encode(),
            font.format("Helvetica-Bold").encode(),
            b"<< /Title (" + _escaped(title) + b") /Producer (Maraude) >>",
        ]
    )


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    begins = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    out += f"startxref\n{begins}\n%%EOF\n".encode()
    return bytes(out)


def _text(text: Text) -> bytes:
    how = f"BT /F{2 if text.is_bold else 1} {text.size:.2f} Tf {text.x:.2f} {text.y:.2f} Td (".encode()
    return how + _escaped(text.words) + b") Tj ET"


def _escaped(words: str) -> bytes:
    clean = "".join(one if one.isprintable() else " " for one in words).encode("cp1252", "replace")
    return clean.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
