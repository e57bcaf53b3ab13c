"""What turns an encoder's vector into danger: calibrated linear scores of alert, watch and the kinds, learned here."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from maraude.core.errors import Refused
from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.model.features import Floats
from maraude.understanding.second.encoders import Encoder
from maraude.understanding.values import Risk

FORMAT: Final = "maraude-second-head/1"
COLUMNS: Final = ("alert", "watch", *(f"kind:{kind.value}" for kind in RiskKind))
_MOST_BYTES: Final = 8 * 1024 * 1024
_KIND_SURE: Final = 0.3


class BadHead(Refused):
    """This is no head for this encoder: make one with `maraude train second --encoder … --out FOLDER`."""

    code = "bad_head"


class _Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    encoder: str
    alert: float
    watch: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """`weights` (vector length x COLUMNS), `biases` (COLUMNS): log-odds; `alert` and `watch`: thresholds (0..1)."""

    encoder: str
    weights: Floats
    biases: Floats
    alert: float
    watch: float

    def probabilities(self, vectors: Floats) -> Floats:
        """Return vectors x COLUMNS, in 0..1."""
        likely: Floats = 1 / (1 + np.exp(-np.clip(vectors @ self.weights + self.biases, -40, 40)))
        return likely


def save_head(head: Head, folder: Path) -> None:
    """Write a head: `head.json` and `head.npz`, never pickled."""
    folder.mkdir(parents=True, exist_ok=True)
    header = _Header(format=FORMAT, encoder=head.encoder, alert=head.alert, watch=head.watch)
    (folder / "head.json").write_bytes(msgspec.json.encode(header))
    arrays = io.BytesIO()
    np.savez_compressed(arrays, weights=head.weights, biases=head.biases)
    (folder / "head.npz").write_bytes(arrays.getvalue())


def load_head(folder: Path, *, encoder: str) -> Head:
    """Return the head in a folder. Raises `BadHead` for a foreign or corrupt one, or another encoder's."""
    try:
        header = msgspec.json.decode((folder / "head.json").read_bytes(), type=_Header)
        packed = (folder / "head.npz").read_bytes()
        if sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(packed)).infolist()) > _MOST_BYTES:
            raise BadHead
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            weights, biases = arrays["weights"].astype(np.float64), arrays["biases"].astype(np.float64)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError) as error:
        raise BadHead from error
    is_ours = header.format == FORMAT and header.encoder == encoder
    if not is_ours or weights.ndim != 2 or weights.shape[1] != len(COLUMNS) or biases.shape != (len(COLUMNS),):
        raise BadHead
    if not (np.isfinite(weights).all() and np.isfinite(biases).all()):
        raise BadHead
    return Head(encoder=encoder, weights=weights, biases=biases, alert=header.alert, watch=header.watch)


class EncoderReader:
    """A second reader made of an encoder and its head. It shows no words: its evidence is the message."""

    def __init__(self, encoder: Encoder, head: Head) -> None:
        """Read with this encoder and this head."""
        self._encoder = encoder
        self._head = head
        self.name = encoder.name

    def read(self, text: str) -> Risk:
        """Return the danger seen, urgent at most."""
        likely = dict(zip(COLUMNS, self._head.probabilities(self._encoder.embed(text)).tolist(), strict=True))
        if likely["alert"] >= self._head.alert:
            level = RiskLevel.URGENT
        elif likely["watch"] >= self._head.watch:
            level = RiskLevel.CONCERN
        else:
            return Risk()
        ranked = sorted(RiskKind, key=lambda kind: -likely[f"kind:{kind.value}"])
        kinds = (ranked[0], *(kind for kind in ranked[1:3] if likely[f"kind:{kind.value}"] >= _KIND_SURE))
        return Risk(level=level, kinds=kinds, score=round(likely["watch"], 4))
