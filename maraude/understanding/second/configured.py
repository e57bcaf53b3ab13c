"""The second readers that the settings name, each guarded."""

from __future__ import annotations

from pathlib import Path

from maraude.core.errors import WrongSetting
from maraude.lib import env
from maraude.understanding.second.encoders import NoEncoder, load_encoder
from maraude.understanding.second.head import BadHead, EncoderReader, load_head
from maraude.understanding.second.language_model import LanguageModelReader
from maraude.understanding.second.opinion import Guarded, SecondReader


def second_readers() -> tuple[SecondReader, ...]:
    """Return the readers of MARAUDE_UNDERSTANDING_ENCODER and …_LLM_URL. Raises `WrongSetting` with what to change."""
    readers: list[SecondReader] = []
    encoder, head = env.text("MARAUDE_UNDERSTANDING_ENCODER"), env.text("MARAUDE_UNDERSTANDING_HEAD")
    if encoder:
        readers.append(Guarded(encoder_reader(encoder, head)))
    url, model = env.text("MARAUDE_UNDERSTANDING_LLM_URL"), env.text("MARAUDE_UNDERSTANDING_LLM_MODEL")
    if url:
        if not model:
            raise WrongSetting("MARAUDE_UNDERSTANDING_LLM_URL needs MARAUDE_UNDERSTANDING_LLM_MODEL, the model's name.")
        readers.append(Guarded(LanguageModelReader(url=url, model=model)))
    return tuple(readers)


def encoder_reader(encoder: str, head: str) -> SecondReader:
    """Return an encoder with its head. Raises `WrongSetting`."""
    if not head:
        raise WrongSetting(
            "MARAUDE_UNDERSTANDING_ENCODER needs MARAUDE_UNDERSTANDING_HEAD, the folder that "
            "`maraude train second --encoder … --out FOLDER` wrote."
        )
    try:
        made = load_encoder(encoder)
        return EncoderReader(made, load_head(Path(head), encoder=made.name))
    except (NoEncoder, BadHead) as error:
        raise WrongSetting(str(error)) from error
