"""`maraude match`: profiles in, proposals out, one line each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import IO

import click
import msgspec

from maraude.cli.house import open_house
from maraude.lib import clock
from maraude.lib.roles import APP


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Always on: one JSON object a line.")
def match(*, file: IO[bytes], language: str, as_json: bool) -> None:
    """Read profiles (one JSON object, an array, or JSONL; standard input when FILE is absent), write proposals."""
    del as_json
    with open_house(role=APP):
        from maraude.apps.directory.request import Request, answer  # noqa: PLC0415 - after django.setup()

        decoder = msgspec.json.Decoder(Request)
        for raw in _profiles(file.read()):
            try:
                found = answer(decoder.decode(raw), at=clock.now(), language=language)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                found = {"id": _id(raw), "error": f"{error}."}
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _profiles(content: bytes) -> Iterator[bytes]:
    """Return each profile: a whole document when it is one, else line by line."""
    stripped = content.strip().removeprefix(b"\xef\xbb\xbf")
    try:
        whole = msgspec.json.decode(stripped, type=list[msgspec.Raw] | dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        yield from (line for line in stripped.splitlines() if line.strip())
        return
    if isinstance(whole, list):
        yield from (bytes(raw) for raw in whole)
    else:
        yield stripped


def _id(raw: bytes) -> str | int | None:
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    id_ = found.get("id") if isinstance(found, dict) else None
    return id_ if isinstance(id_, str | int) else None
