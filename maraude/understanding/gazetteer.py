"""Communes by name, postal code, old name or sound, in one file that opens in milliseconds."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from maraude.core.errors import Refused
from maraude.understanding.place_names import bare, key, sound

_MAGIC: Final = b"MARAUDE-GAZETTEER-1\n"
_DIGEST: Final = 32
_HEARD_FROM: Final = 2_000  # inhabitants: below, a name guessed by ear is more often an ordinary word
_ARRONDISSEMENT: Final = re.compile(r"(?P<city>[a-z]+) (?P<number>\d+)(?:e|er|eme)? arrondissement")
_ORDINALS: Final = ("", "e", "er", "eme", "ieme")


class BadGazetteer(Refused):
    """This is not a gazetteer of ours: build it again with `maraude import geo`."""

    code = "bad_gazetteer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune or arrondissement. `lat` and `lon` in WGS 84 degrees, None when unknown; `old_names` lead here too."""

    name: str
    insee: str
    postal_codes: tuple[str, ...]
    department: str
    population: int
    lat: float | None
    lon: float | None
    old_names: tuple[str, ...] = ()


class Gazetteer:
    """Looks communes up. Keys are hashed and sorted, rows stay encoded until asked for."""

    def __init__(
        self,
        *,
        hashes: npt.NDArray[np.uint64],
        rows: npt.NDArray[np.uint32],
        places: npt.NDArray[np.uint32],
        blob: bytes,
    ) -> None:
        """`rows[k]` is the row of key `hashes[k]` (sorted); row r is `blob[places[r]:places[r + 1]]`."""
        self._hashes = hashes
        self._rows = rows
        self._places = places
        self._blob = blob

    def __len__(self) -> int:
        """Return how many communes are known."""
        return len(self._places) - 1

    def named(self, name: str) -> tuple[Commune, ...]:
        """Return the communes of that name (or old name, or « Paris 18e »), most inhabited first."""
        return self.compared(key(name))

    def compared(self, compared: str) -> tuple[Commune, ...]:
        """Return the communes of a name already in its compared form (place_names.key)."""
        return self._found("n:" + compared)

    def heard(self, name: str) -> tuple[Commune, ...]:
        """Return the communes whose name sounds like this one, most inhabited first."""
        return self._found("s:" + sound(bare(key(name))))

    def posted(self, postal_code: str) -> tuple[Commune, ...]:
        """Return the communes of a postal code, most inhabited first."""
        return self._found("p:" + postal_code)

    def _found(self, text: str) -> tuple[Commune, ...]:
        wanted = np.uint64(_hash(text))
        first, last = np.searchsorted(self._hashes, wanted, "left"), np.searchsorted(self._hashes, wanted, "right")
        communes = [self._commune(int(row)) for row in self._rows[first:last]]
        return tuple(sorted(communes, key=lambda commune: (-commune.population, commune.insee)))

    def _commune(self, row: int) -> Commune:
        return msgspec.json.decode(self._blob[self._places[row] : self._places[row + 1]], type=Commune)


def build(rows: Iterable[Commune]) -> Gazetteer:
    """Return a gazetteer of communes."""
    communes = list(rows)
    keys: dict[int, set[int]] = defaultdict(set)
    for number, commune in enumerate(communes):
        for text in _keys(commune):
            keys[_hash(text)].add(number)
    pairs = sorted((hashed, number) for hashed, numbers in keys.items() for number in numbers)
    encoded = [msgspec.json.encode(commune) for commune in communes]
    places = np.concatenate([[0], np.cumsum([len(one) for one in encoded], dtype=np.uint32)]).astype(np.uint32)
    return Gazetteer(
        hashes=np.array([hashed for hashed, _ in pairs], dtype=np.uint64),
        rows=np.array([number for _, number in pairs], dtype=np.uint32),
        places=places,
        blob=b"".join(encoded),
    )


def _keys(commune: Commune) -> set[str]:
    names = {key(name) for name in (commune.name, *commune.old_names)}
    found = {f"n:{form}" for name in names for form in (name, bare(name))}
    found |= {f"p:{code}" for code in commune.postal_codes}
    if commune.population >= _HEARD_FROM:
        found.add("s:" + sound(bare(key(commune.name))))
    return found | {f"n:{form}" for form in _arrondissement(commune.name)}


def _arrondissement(name: str) -> list[str]:
    """Return the ways young people write « Paris 18e Arrondissement »."""
    written = _ARRONDISSEMENT.fullmatch(key(name))
    if written is None:
        return []
    return [f"{written['city']} {int(written['number'])}{ordinal}" for ordinal in _ORDINALS]


def _hash(text: str) -> int:
    return zlib.crc32(text.encode()) << 32 | zlib.crc32(text[::-1].encode(), 0x6D61)


def save(gazetteer: Gazetteer, path: Path) -> None:
    """Write a gazetteer to one file; the same communes give the same bytes."""
    parts = [gazetteer._hashes.tobytes(), gazetteer._rows.tobytes(), gazetteer._places.tobytes(), gazetteer._blob]  # noqa: SLF001
    sizes = np.array([len(part) for part in parts], dtype=np.uint64).tobytes()
    body = sizes + b"".join(parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_MAGIC + hashlib.blake2b(body, digest_size=_DIGEST).digest() + body)


def load(path: Path) -> Gazetteer:
    """Read a gazetteer. Raises `BadGazetteer` when the file is absent, damaged or foreign."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadGazetteer(f"No gazetteer can be read at {path}: make it with `maraude import geo`.") from error
    start = len(_MAGIC) + _DIGEST
    body = content[start:]
    digest = hashlib.blake2b(body, digest_size=_DIGEST).digest()
    if not content.startswith(_MAGIC) or digest != content[len(_MAGIC) : start]:
        raise BadGazetteer(f"{path} is not a gazetteer of ours or is damaged: make it with `maraude import geo`.")
    ends = [32, *(32 + int(end) for end in np.cumsum(np.frombuffer(body[:32], dtype=np.uint64)))]
    hashes, rows, places, blob = (body[first:last] for first, last in pairwise(ends))
    return Gazetteer(
        hashes=np.frombuffer(hashes, dtype=np.uint64),
        rows=np.frombuffer(rows, dtype=np.uint32),
        places=np.frombuffer(places, dtype=np.uint32),
        blob=blob,
    )
