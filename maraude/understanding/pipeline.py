"""From one message to what a worker needs to see: needs, doubts, danger, facts said. Offline, total, bounded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from maraude.core.safety import RiskLevel, highest
from maraude.understanding import gazetteer as gazetteers
from maraude.understanding.danger import screen
from maraude.understanding.gazetteer import Gazetteer
from maraude.understanding.judge import danger_by_model, needs_by_model
from maraude.understanding.model.features import extract
from maraude.understanding.model.files import BadModel, load_model, shipped_folder
from maraude.understanding.model.linear import LinearModel
from maraude.understanding.reading import Reader, Reading
from maraude.understanding.rules import disjoint, needs_by_rule
from maraude.understanding.second.opinion import SecondReader
from maraude.understanding.slots.read import read_slots
from maraude.understanding.text.language import hint
from maraude.understanding.text.normalise import Words
from maraude.understanding.values import About, ModelName, NeedDoubt, NeedFound, Risk, Understanding

FLOOR: Final = ModelName(name="rules", version="1")
_REMEMBERED: Final = 3  # messages of the thread read with the new one
# Below this probability of danger of its own, a message is not a piece of one: 1 in 200 labelled dangers of the dev
# writers lies lower, and half of what is harmless, which need not be read again with its thread.
_PIECE: Final = 0.005
_MACHINE_LENGTH, _MACHINE_WORD = 100, 30  # a long text without a gap every thirty characters was not typed by a person


type Judged = tuple[tuple[NeedFound, ...], tuple[NeedDoubt, ...], Risk, About]


class Pipeline:
    """Understands messages. Without a model the floor rules and the lexicon go on alone, and `notice` says so."""

    def __init__(
        self,
        *,
        model: LinearModel | None,
        gazetteer: Gazetteer | None,
        notice: str | None = None,
        second: Sequence[SecondReader] = (),
    ) -> None:
        """`notice` is one sentence for the operator about what is missing, None when all is there.

        `second` readers are asked about what is not an alert yet, and may only raise danger.
        """
        self._model = model
        self._second = tuple(second)
        self._gazetteer = gazetteer
        self.notice = notice
        self._reader = Reader(known=model.known if model else frozenset())
        self.name = ModelName(name=model.name, version=model.version) if model else FLOOR

    def understand(self, text: str, *, previous: Sequence[str] = (), caution: int = 0) -> Understanding:
        """Return everything understood of a message; `previous` are the thread's last messages, oldest first.

        `caution` (0, 1, 2) has the model see danger sooner (`judge.CAUTIONS`).

        Total: never raises on any string. Danger is the highest of rules and model, and the thread may only raise it.
        """
        reading = self._reader.read(text)
        needs, asks, judged, speaks_of = self._judge(reading, caution)
        risk = self._with_thread(_merged(_screened(text), judged), text, previous, caution)
        for reader in self._second:
            risk = self._heard(reader, risk, text)
        about: About = "other" if "other" in {risk.about, speaks_of} else "self"
        return Understanding(
            needs=needs,
            ask=asks,
            risk=risk,
            slots=read_slots(text, reading, about=about, gazetteer=self._gazetteer),
            language=hint(reading.words.texts, text),
            model=self.name,
        )

    def _heard(self, reader: SecondReader, risk: Risk, text: str) -> Risk:
        """Ask a second reader about a message that calls nobody yet; machine text and what is plainly calm excepted."""
        if risk.level.is_alert or not text.strip() or (self._model is not None and risk.score < _PIECE):
            return risk
        seen = reader.read(text)
        if seen.level.rank <= risk.level.rank:
            return risk
        return Risk(
            level=seen.level,
            kinds=risk.kinds or seen.kinds,
            score=max(risk.score, seen.score),
            evidence=risk.evidence,
            rules=(*risk.rules, f"second.{reader.name}"),
            about=risk.about,
        )

    def _judge(
        self, reading: Reading, caution: int
    ) -> tuple[tuple[NeedFound, ...], tuple[NeedDoubt, ...], Risk, About]:
        if not reading.folded or not is_writing(reading.words):
            return (), (), Risk(), "self"
        if self._model is None:
            return needs_by_rule(reading), (), Risk(), "self"
        features = extract(reading)
        probabilities = self._model.named_probabilities(features)
        needs, asks = needs_by_model(self._model, reading, features, probabilities)
        about: About = "other" if probabilities["other"] >= self._model.thresholds["other"].sure else "self"
        danger = danger_by_model(self._model, reading, features, probabilities, caution=caution)
        return needs, asks, danger, about

    def _with_thread(self, risk: Risk, text: str, previous: Sequence[str], caution: int) -> Risk:
        """Read the last messages and this one as one: a danger told in pieces is at least a concern."""
        if self._model is None or not previous or risk.level is not RiskLevel.NONE or risk.score < _PIECE:
            return risk
        together = self._reader.read("\n".join([*previous[-_REMEMBERED:], text]))
        features = extract(together)
        likely = self._model.named_probabilities(features)
        joined = danger_by_model(self._model, together, features, likely, caution=caution)
        if not joined.level.is_alert:
            return risk
        return Risk(
            level=RiskLevel.CONCERN,
            kinds=joined.kinds,
            score=joined.score,
            rules=("thread.together",),
            about=joined.about,
        )


def is_writing(words: Words) -> bool:
    """Say whether somebody wrote this: base64 and its like have no spaces (the floor reads them all the same)."""
    count = len(words.starts)
    gaps = sum(start > end for start, end in zip(words.starts[1:], words.ends, strict=False))
    length = words.ends[-1] - words.starts[0]
    return length < _MACHINE_LENGTH or (gaps + 1) * _MACHINE_WORD > length or count == 0


def _screened(text: str) -> Risk:
    seen = screen(text)
    return Risk(level=seen.level, kinds=seen.kinds, rules=seen.rules, evidence=seen.evidence, about=seen.about)


def _merged(rules: Risk, model: Risk) -> Risk:
    """Combine so that neither can lower the other; rules name the kinds when they saw any."""
    return Risk(
        level=highest(rules.level, model.level),
        kinds=rules.kinds or model.kinds,
        score=model.score,
        evidence=disjoint({*rules.evidence, *model.evidence}),
        rules=rules.rules,
        about=rules.about if rules.level is not RiskLevel.NONE else model.about,
    )


def load(*, model: Path | None = None, gazetteer: Path | None = None, second: Sequence[SecondReader] = ()) -> Pipeline:
    """Return a pipeline with the shipped model, or the one named. Never raises: what is missing is told in `notice`."""
    notices: list[str] = []
    found: LinearModel | None = None
    try:
        found = load_model(model or shipped_folder())
    except BadModel as error:
        notices.append(f"{error} Until then only the floor rules and the lexicon read messages.")
    communes: Gazetteer | None = None
    try:
        communes = gazetteers.load(gazetteer) if gazetteer is not None else None
    except gazetteers.BadGazetteer as error:
        notices.append(f"{error} Until then places stay text.")
    return Pipeline(model=found, gazetteer=communes, notice=" ".join(notices) or None, second=second)
