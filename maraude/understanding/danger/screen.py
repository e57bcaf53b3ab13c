"""The floor: every message is read at the door, in bounded time, before it is acknowledged.

Source: docs/algorithms/danger.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.danger.folding import Unescaped, fold, token_spans, unescape
from maraude.understanding.danger.guards import Context, is_about_other, softened
from maraude.understanding.danger.matching import Work, matches
from maraude.understanding.danger.readings import Reading, expand, other_readings
from maraude.understanding.danger.rules import KEYS, RARE_KEYS, RARE_RULES_AT, RULES_AT, Rule
from maraude.understanding.danger.screening import Finding, Screening, Span, gather

HEAD = 16_384  # code points read at the door from the start …
TAIL = 4_096  # … and from the end
# … of which these closely, disguises and everyday words included; a shorter message whole
CLOSE_HEAD, CLOSE_TAIL = 1_024, 512
OVERLAP = 512  # between chunks: no pattern is longer
AT_THE_DOOR = 600  # patterns tried on one message; an ordinary one needs fewer than 100
PLACES_AT_THE_DOOR = 48  # places looked at in the rest of a long message
AROUND = 24  # words on each side of such a place
PLACES_A_RULE = 3  # places shown for one rule: evidence, not a concordance
LATER = 200_000  # patterns tried on one chunk by the processor: no message reaches it
TOO_DENSE = "floor.too_dense"


def screen(text: str) -> Screening:
    """Screen a message at the door: at most its first 16,384 and last 4,096 code points, in about 2 ms. Never raises.

    The level may later be raised by `screen_long`, a model or a human, and lowered by a named human only.
    A text that uses up its share of work without an alert is a concern by itself (`floor.too_dense`).
    """
    size = len(text)
    work = Work(AT_THE_DOOR)
    if size <= CLOSE_HEAD + CLOSE_TAIL:
        return gather(_findings(text, work=work))
    found = _findings(text[:CLOSE_HEAD], work=work)
    found += _findings(text[size - CLOSE_TAIL :], offset=size - CLOSE_TAIL, work=work)
    if size <= HEAD + TAIL:
        return gather(found + _glance(text, work=Work(AT_THE_DOOR)))
    found += _glance(text[:HEAD], work=Work(AT_THE_DOOR))
    return gather(found + _glance(text[size - TAIL :], offset=size - TAIL, work=Work(AT_THE_DOOR)))


def screen_long(text: str) -> Screening:
    """Screen a whole message of any size, in chunks of 16,384 code points that overlap by 512. For the processor."""
    findings: set[Finding] = set()
    for start in range(0, max(1, len(text) - OVERLAP), HEAD - OVERLAP):
        findings |= set(_findings(text[start : start + HEAD], offset=start, work=Work(LATER)))
    return gather(findings)


def _findings(text: str, *, offset: int = 0, work: Work) -> list[Finding]:
    """Read one piece of text closely. Ordinary messages leave at the first test."""
    source = unescape(text)
    tokens = fold(source.text).split()
    disguised = list(other_readings(source.text, tokens))
    if not disguised and KEYS.isdisjoint(tokens):
        return []
    found: list[Finding] = []
    spans: list[Span] = []
    for reading in (expand(tokens), *disguised):
        fired = list(matches(reading.words, RULES_AT, work))
        if fired:
            spans = spans or token_spans(source.text)
            found += _judged(
                Context(source=source, offset=offset, spans=spans, reading=reading, work=work), reading, fired
            )
    return found + _admitted(work, span=(offset, offset + len(text)))


def _glance(text: str, *, offset: int = 0, work: Work) -> list[Finding]:
    """Read a long piece of text only around its rare words, each surrounding once."""
    tokens = fold(text).split()
    around = _windows(tokens)
    if len(around) > PLACES_AT_THE_DOOR:
        work.is_exhausted = True
    found: list[Finding] = []
    spans: list[Span] = []
    for window, first in list(around.items())[:PLACES_AT_THE_DOOR]:
        reading = expand(window, [(index, index) for index in range(first, first + len(window))])
        fired = list(matches(reading.words, RARE_RULES_AT, work))
        if fired:
            spans = spans or token_spans(text)
            source = Unescaped(text=text, origin=None)
            found += _judged(
                Context(source=source, offset=offset, spans=spans, reading=reading, work=work), reading, fired
            )
    return found + _admitted(work, span=(offset, offset + len(text)))


def _windows(tokens: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the surroundings of rare words, each different one once, and where it starts."""
    windows: dict[tuple[str, ...], int] = {}
    covered = -1
    for place, token in enumerate(tokens):
        if place > covered and token in RARE_KEYS:
            covered = place + AROUND // 2
            first = max(0, place - AROUND)
            windows.setdefault(tuple(tokens[first : covered + AROUND]), first)
    return windows


def _admitted(work: Work, *, span: Span) -> list[Finding]:
    """Say it when a text could not be read whole: somebody should."""
    if not work.is_exhausted:
        return []
    return [Finding(rule_id=TOO_DENSE, level=RiskLevel.CONCERN, kind=None, span=span, is_other=False)]


def _judged(context: Context, reading: Reading, fired: Iterable[tuple[Rule, int, int]]) -> Iterator[Finding]:
    """Keep of the rules that fired what the guards leave; each rule shows a few places, not all."""
    shown: Counter[str] = Counter()
    raised: set[RiskKind] = set()
    for rule, first, last in dict.fromkeys(fired):
        if shown[rule.id] >= PLACES_A_RULE:
            continue
        level = softened(rule.level, context.guards_on(rule=rule, first=first, last=last))
        if level is RiskLevel.NONE:
            continue
        shown[rule.id] += level is rule.level
        is_other = is_about_other(reading.words, first, last, kind=rule.kind)
        yield Finding(rule_id=rule.id, level=level, kind=rule.kind, span=context.span(first, last), is_other=is_other)
        if level is RiskLevel.URGENT and rule.kind not in raised:
            raised.add(rule.kind)
            yield from _raised(context, kind=rule.kind, is_other=is_other)


def _raised(context: Context, *, kind: RiskKind, is_other: bool) -> Iterator[Finding]:
    """Make an urgent danger immediate when the message says it is for now."""
    for cue, first, last in context.cues:
        if kind in cue.kinds:
            span = context.span(first, last)
            yield Finding(rule_id=cue.id, level=RiskLevel.IMMEDIATE, kind=kind, span=span, is_other=is_other)
            return
