"""The floor: every message is read at the door, in bounded time, before it is acknowledged (security.md §0, point 1)."""

from __future__ import annotations

from collections.abc import Iterator

from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.danger.folding import Unescaped, fold, token_spans, unescape
from maraude.understanding.danger.guards import Context, is_about_other, softened
from maraude.understanding.danger.matching import Work, matches
from maraude.understanding.danger.readings import expand, is_disguised, other_readings
from maraude.understanding.danger.rules import KEYS, RULES_AT
from maraude.understanding.danger.screening import Finding, Screening, Span, gather

HEAD = 16_384  # code points read at the door from the start …
TAIL = 4_096  # … and from the end
OVERLAP = 512  # between chunks: no pattern is longer
AT_THE_DOOR = 1_200  # patterns tried on one message
LATER = 200_000  # patterns tried on one chunk by the processor: no message reaches it
TOO_DENSE = "floor.too_dense"


def screen(text: str) -> Screening:
    """Screen a message at the door: at most its first 16,384 and last 4,096 code points, ≤ 2 ms. Never raises.

    The level may later be raised by `screen_long`, a model or a human, and lowered by a named human only.
    A text that uses up its share of work without an alert is a concern by itself (`floor.too_dense`).
    """
    if len(text) <= HEAD + TAIL:
        return gather(_findings(text, offset=0, work=Work(AT_THE_DOOR)))
    work = Work(AT_THE_DOOR)
    tail = len(text) - TAIL
    return gather([*_findings(text[:HEAD], offset=0, work=work), *_findings(text[tail:], offset=tail, work=work)])


def screen_long(text: str) -> Screening:
    """Screen a whole message of any size, in chunks of 16,384 code points that overlap by 512. For the processor."""
    findings: set[Finding] = set()
    for start in range(0, max(1, len(text) - OVERLAP), HEAD - OVERLAP):
        findings |= set(_findings(text[start : start + HEAD], offset=start, work=Work(LATER)))
    return gather(findings)


def _findings(text: str, *, offset: int, work: Work) -> list[Finding]:
    """Read one piece of text. Ordinary messages leave at the first test."""
    unescaped = unescape(text)
    tokens = fold(unescaped.text).split()
    is_hidden = is_disguised(unescaped.text, tokens)
    if not is_hidden and KEYS.isdisjoint(tokens):
        return []
    found = list(_read(unescaped, tokens, is_hidden=is_hidden, offset=offset, work=work))
    if work.is_exhausted:
        span = (offset, offset + len(text))
        found.append(Finding(rule_id=TOO_DENSE, level=RiskLevel.CONCERN, kind=None, span=span, is_other=False))
    return found


def _read(source: Unescaped, tokens: list[str], *, is_hidden: bool, offset: int, work: Work) -> Iterator[Finding]:
    """Run the rules over each reading, and keep what the guards leave."""
    spans: list[Span] = []
    readings = [expand(tokens), *(other_readings(source.text, tokens) if is_hidden else ())]
    for reading in readings:
        fired = list(matches(reading.words, RULES_AT, work))
        if not fired:
            continue
        spans = spans or token_spans(source.text)
        context = Context(source=source, offset=offset, spans=spans, reading=reading, work=work)
        for rule, first, last in fired:
            level = softened(rule.level, context.guards_on(rule=rule, first=first, last=last))
            if level is RiskLevel.NONE:
                continue
            is_other = is_about_other(reading.words, first, last, kind=rule.kind)
            yield Finding(rule_id=rule.id, level=level, kind=rule.kind, span=context.span(first, last), is_other=is_other)
            if level is RiskLevel.URGENT:
                yield from _raised(context, kind=rule.kind, is_other=is_other)


def _raised(context: Context, *, kind: RiskKind, is_other: bool) -> Iterator[Finding]:
    """Make an urgent danger immediate when the message says it is for now."""
    for cue, first, last in context.cues:
        if kind in cue.kinds:
            span = context.span(first, last)
            yield Finding(rule_id=cue.id, level=RiskLevel.IMMEDIATE, kind=kind, span=span, is_other=is_other)
