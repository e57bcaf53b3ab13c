"""Compiling translations with Babel, so that no machine needs gettext: `python -m maraude.lib.messages`."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_messages(folder: Path = LOCALE) -> int:
    """Compile each .po that is newer than its .mo; return how many were compiled."""
    compiled = 0
    for po in folder.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source, mo.open("wb") as target:
            write_mo(target, read_po(source))
        compiled += 1
    return compiled


if __name__ == "__main__":
    compile_messages()
