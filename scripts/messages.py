"""Bring the French catalogue up to date with the code: `python scripts/messages.py [FRENCH.json]` (development only).

FRENCH.json, when given, holds {"msgid": "French"} for messages that have none yet.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as extract_messages
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "maraude" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
_PYTHON = ["_", "gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2"]
# What Django's templatize leaves of a template: calls, between letters that stand for markup.
_STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_ONE = re.compile(rf"(?<![a-z])(?:_|gettext)\({_STRING}\)")
_MANY = re.compile(rf"ngettext\({_STRING},\s*{_STRING},\s*count\)")


def extract() -> Catalog:
    """Return every msgid of the code and of the templates."""
    catalog = Catalog(locale="fr", project="Maraude")
    for path in sorted((ROOT / "maraude").rglob("*")):
        if "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            for msgid in _from_python(path):
                catalog.add(msgid)
        elif path.suffix == ".html":
            for msgid in _from_template(path):
                catalog.add(msgid)
    return catalog


def _from_python(path: Path) -> Iterator[str | tuple[str, ...]]:
    keywords = parse_keywords(_PYTHON)
    with path.open("rb") as file:
        for _line, message, _comments, _context in extract_messages("python", file, keywords):
            yield message


def _from_template(path: Path) -> Iterator[str | tuple[str, ...]]:
    source = templatize(path.read_text(encoding="utf-8"))
    for found in _MANY.finditer(source):
        yield ast.literal_eval(found[1]), ast.literal_eval(found[2])
    for found in _ONE.finditer(source):
        yield ast.literal_eval(found[1])


def main() -> None:
    """Merge what the code says into the catalogue; list what has no French yet."""
    known = read_po(PO.open("rb")) if PO.exists() else Catalog(locale="fr")
    dated = known.creation_date, known.revision_date
    known.update(extract(), no_fuzzy_matching=True)
    known.creation_date, known.revision_date = dated  # a date of now would change the file each time, for nobody
    known.obsolete.clear()
    for msgid, french in (json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")) if sys.argv[1:] else {}).items():
        known[msgid].string = french
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, known, omit_header=False, width=110, no_location=True)
    missing = [message.id for message in known if message.id and not message.string]
    sys.stdout.write(f"{len(list(known))} messages, {len(missing)} without French\n")
    sys.stdout.writelines(f"  {msgid!r}\n" for msgid in missing)


if __name__ == "__main__":
    main()
