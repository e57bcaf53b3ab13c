"""The rows of a JSON file: an array, an object that holds one, or one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from maraude.apps.directory.files.reading.rows import UnreadableFile

_LONGEST = 1_000_000  # bytes of one row: beyond, it is not one
_PEEK = 4_096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = b"\xef\xbb\xbf"


class JsonRow(msgspec.Struct, frozen=True):
    """A row as it was written, its line (its rank in an array), and the bytes read so far."""

    line: int
    raw: bytes
    bytes_read: int


def json_rows(path: Path) -> Iterator[JsonRow]:
    """Yield each row as it was written. Raises `UnreadableFile` for an array that is cut short."""
    with path.open("rb") as file:
        start = file.read(256)
    is_whole = start.removeprefix(_UTF8).lstrip().startswith(b"[") or not _has_lines(path)
    if start.startswith(_UTF16) or is_whole:
        yield from _array(path)
    else:
        yield from _lines(path)


def _has_lines(path: Path) -> bool:
    """Say whether a file is cut into lines: by its name, or because its first line is a whole row."""
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        return True
    with path.open("rb") as file:
        first = next((line for line in file if line.strip()), b"").strip().removeprefix(_UTF8)
        more = bool(file.read(_PEEK).strip())
    try:
        msgspec.json.decode(first, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return more


def _lines(path: Path) -> Iterator[JsonRow]:
    done = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            done += len(line)
            raw = line.strip().removeprefix(_UTF8)
            if raw:
                yield JsonRow(number, clean(raw[:_LONGEST]), done)


def _array(path: Path) -> Iterator[JsonRow]:
    done = 0
    for number, row in enumerate(_rows(path, _utf8(path)), start=1):
        raw = bytes(row)
        done += len(raw)
        yield JsonRow(number, clean(raw), done)


def _rows(path: Path, content: bytes) -> list[msgspec.Raw]:
    """The rows of an array, or of the one array that an object holds (DILA: « service »), or of JSON Lines."""
    try:
        if content.startswith(b"["):
            return msgspec.json.decode(content, type=list[msgspec.Raw])
        held = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except msgspec.DecodeError as error:
        lines = content.splitlines()
        if len(lines) > 1 and lines[0].startswith(b"{") and lines[0].rstrip().endswith(b"}"):
            return [msgspec.Raw(line) for line in lines if line.strip()]
        raise UnreadableFile(f"{path.name} is not JSON: {error}.") from error
    arrays = [bytes(raw) for raw in held.values() if b"".join(bytes(raw)[:64].split()).startswith(b"[{")]
    if "id" not in held and len(arrays) == 1:
        return _rows(path, arrays[0].strip())
    return [msgspec.Raw(content)]


def _utf8(path: Path) -> bytes:
    content = path.read_bytes()
    if content.startswith(_UTF16):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise UnreadableFile(f"{path.name} is not UTF-16 text: {error}.") from error
    return content.removeprefix(_UTF8).strip()


def clean(raw: bytes) -> bytes:
    """PostgreSQL keeps no NUL: it goes, the row stays."""
    return raw.replace(b"\\u0000", b"") if b"\\u0000" in raw else raw
