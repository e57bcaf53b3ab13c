"""A model on disk: `model.npz` (arrays, never pickled) beside `model.json` (names, thresholds, words, digest)."""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from maraude.core.errors import Refused
from maraude.understanding.model.features import BUCKETS, SIGNS
from maraude.understanding.model.linear import LEVELS, LinearModel, Thresholds
from maraude.understanding.model.trees import Trees

FORMAT: Final = "maraude-understanding/3"
_MOST_BYTES: Final = 64 * 1024 * 1024  # a foreign archive must not fill the memory
_LINEAR: Final = ("codes", "scales", "signs", "biases", "calibration")
_TREES: Final = ("cells", "limits", "lower", "higher", "worths", "roots", "starts")
_ARRAYS: Final = (*_LINEAR, *_TREES)
_PLACES: Final = ("cells", "lower", "higher", "roots")


class BadModel(Refused):
    """This is not a model of ours: name the folder that `maraude train understanding --out` wrote."""

    code = "bad_model"


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `model.json` holds."""

    format: str
    name: str
    version: str
    labels: tuple[str, ...]
    signs: tuple[str, ...]
    thresholds: dict[str, tuple[float, float]]
    known: tuple[str, ...]
    depth: int
    sha256: str


def shipped_folder() -> Path:
    """Return the folder of the model that comes with the program."""
    return Path(str(files("maraude.understanding"))) / "shipped"


def save_model(model: LinearModel, folder: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = io.BytesIO()
    parts = {name: getattr(model, name) for name in _LINEAR}
    parts |= {name: _narrow(name, getattr(model.trees, name)) for name in _TREES}
    np.savez_compressed(arrays, **parts)
    header = Header(
        format=FORMAT,
        name=model.name,
        version=model.version,
        labels=model.labels,
        signs=SIGNS,
        thresholds={label: (one.sure, one.doubt) for label, one in sorted(model.thresholds.items())},
        known=tuple(sorted(model.known)),
        depth=model.trees.depth,
        sha256=hashlib.sha256(arrays.getvalue()).hexdigest(),
    )
    (folder / "model.npz").write_bytes(arrays.getvalue())
    (folder / "model.json").write_bytes(msgspec.json.encode(header))


def _narrow(name: str, array: np.ndarray) -> np.ndarray:
    return array.astype(np.int32) if name in _PLACES else array


def load_model(path: Path) -> LinearModel:
    """Read a model folder (or either of its two files). Raises `BadModel` with what is wrong."""
    folder = path if path.is_dir() else path.parent
    try:
        header = msgspec.json.decode((folder / "model.json").read_bytes(), type=Header)
        packed = (folder / "model.npz").read_bytes()
    except OSError as error:
        raise BadModel(f"No model in {folder}: name a folder made by `maraude train understanding`.") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadModel(f"{folder / 'model.json'} is not a model description of ours: train it again.") from error
    if header.format != FORMAT or header.signs != SIGNS:
        raise BadModel(f"The model in {folder} was made for another version of Maraude: train it again.")
    if hashlib.sha256(packed).hexdigest() != header.sha256:
        raise BadModel(f"{folder / 'model.npz'} is damaged (its digest differs): copy or train it again.")
    return _assembled(header, _arrays(packed, folder), folder)


def _arrays(packed: bytes, folder: Path) -> dict[str, np.ndarray]:
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
                raise BadModel(f"{folder / 'model.npz'} is too large to be a model of ours.")
        with np.load(io.BytesIO(packed), allow_pickle=False) as loaded:
            return {name: loaded[name] for name in _ARRAYS}
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError) as error:
        raise BadModel(f"{folder / 'model.npz'} is not an array file of ours: train it again.") from error


def _trees(arrays: dict[str, np.ndarray], *, depth: int) -> Trees:
    return Trees(
        cells=arrays["cells"].astype(np.int64),
        limits=arrays["limits"].astype(np.float64),
        lower=arrays["lower"].astype(np.int64),
        higher=arrays["higher"].astype(np.int64),
        worths=arrays["worths"].astype(np.float64),
        roots=arrays["roots"].astype(np.int64),
        starts=arrays["starts"].astype(np.float64),
        depth=depth,
    )


def _assembled(header: Header, arrays: dict[str, np.ndarray], folder: Path) -> LinearModel:
    count = len(header.labels)
    shapes = {
        "codes": (BUCKETS, count),
        "scales": (BUCKETS,),
        "signs": (len(SIGNS), count),
        "biases": (count,),
        "calibration": (count, 3),
    }
    if any(arrays[name].shape != shape or not np.isfinite(arrays[name]).all() for name, shape in shapes.items()):
        raise BadModel(f"The arrays in {folder / 'model.npz'} have the wrong shapes: train it again.")
    trees = _trees(arrays, depth=header.depth)
    if not trees.is_sound(cells=count + len(SIGNS), levels=len(LEVELS)):
        raise BadModel(f"The trees in {folder / 'model.npz'} lead nowhere: train it again.")
    return LinearModel(
        name=header.name,
        version=header.version,
        labels=header.labels,
        codes=arrays["codes"].astype(np.int8, copy=False),
        scales=arrays["scales"].astype(np.float32, copy=False),
        signs=arrays["signs"].astype(np.float64),
        biases=arrays["biases"].astype(np.float64),
        calibration=arrays["calibration"].astype(np.float64),
        thresholds={label: Thresholds(sure=sure, doubt=doubt) for label, (sure, doubt) in header.thresholds.items()},
        known=frozenset(header.known),
        trees=trees,
    )
