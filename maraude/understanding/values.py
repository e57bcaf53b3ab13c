"""What is understood of a message: values, with their evidence and their doubt (contracts.md, understand)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel

type Span = tuple[int, int]
About = Literal["self", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFound:
    """A need at or above its threshold. `evidence` counts code points of the text as received."""

    need: Need
    score: float
    evidence: tuple[Span, ...]
    source: Literal["rule", "model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDoubt:
    """A need in the abstention band, with the one question that would settle it."""

    need: Need
    score: float
    question_fr: str
    question_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The danger read in a message: the highest of rules and model. `score` is the model's, 0 without one."""

    level: RiskLevel = RiskLevel.NONE
    kinds: tuple[RiskKind, ...] = ()
    score: float = 0.0
    evidence: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    about: About = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as written, and its INSEE code when the gazetteer knows it."""

    text: str
    insee: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What the writer says of the person spoken of. Nothing is guessed."""

    age: int | None = None
    place: Place | None = None
    status: str | None = None
    since: str | None = None
    about: About = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelName:
    """Which model answered, so that every suggestion can be traced."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """Everything understood of one message."""

    needs: tuple[NeedFound, ...] = ()
    ask: tuple[NeedDoubt, ...] = ()
    risk: Risk = field(default_factory=Risk)
    slots: Slots = field(default_factory=Slots)
    language: str = "und"
    model: ModelName
