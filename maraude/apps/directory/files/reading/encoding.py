"""In which letters a text was written: UTF-8, UTF-16 with its mark, or the Windows-1252 of old spreadsheets."""

from __future__ import annotations

import codecs
from pathlib import Path

from maraude.apps.directory.files.reading.rows import UnreadableFile

_CHUNK = 1 << 20


def encoding_of(path: Path) -> str:
    """Return the codec of a text file. Raises `UnreadableFile` when it is none of the three.

    Windows-1252 is tried last and strictly: five of its bytes mean nothing, which most binary files have.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16"
    elif _reads(path, "utf-8"):
        return "utf-8-sig"
    else:
        codec = "cp1252"
    if not _reads(path, codec):
        raise UnreadableFile(f"{path.name} is neither UTF-8, UTF-16 nor Windows-1252 text: save it again as UTF-8.")
    return codec


def _reads(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
