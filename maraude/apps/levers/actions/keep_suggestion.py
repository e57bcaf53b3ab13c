"""Words are written by one, approved by another, put away by either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.levers.models import OwnSuggestion
from maraude.core.errors import Refused
from maraude.core.lever import Lever, Moment
from maraude.core.need import Need


class WrongSuggestion(Refused):
    """A suggestion has words (500 letters), a reason (200), and no link."""

    code = "wrong_suggestion"


class OwnWords(Refused):
    """Another person than its author approves a suggestion."""

    code = "own_words"


def write_suggestion(
    *,
    org_id: int,
    lever: Lever,
    moments: Sequence[Moment],
    needs: Sequence[Need],
    words: str,
    why: str,
    by_user_id: int,
) -> OwnSuggestion:
    """Write words that wait for a second pair of eyes. Raises `WrongSuggestion`."""
    words, why = words.strip(), " ".join(why.split())
    if not 0 < len(words) <= 500 or not 0 < len(why) <= 200 or "://" in words:
        raise WrongSuggestion
    written = OwnSuggestion.objects.create(
        org_id=org_id,
        lever=lever,
        moments=sorted(moment.value for moment in set(moments)),
        needs=sorted(need.value for need in set(needs)),
        words=words,
        why=why,
        written_by_id=by_user_id,
    )
    _note(written, by_user_id, "suggestion_written")
    return written


def approve_suggestion(*, suggestion: OwnSuggestion, by_user_id: int, at: datetime) -> None:
    """Let colleagues see these words beside a thread. Raises `OwnWords` for their author."""
    if suggestion.written_by_id == by_user_id:
        raise OwnWords
    waiting = OwnSuggestion.objects.filter(id=suggestion.id, approved_at__isnull=True, ended_at__isnull=True)
    if waiting.update(approved_at=at, approved_by_id=by_user_id):
        _note(suggestion, by_user_id, "suggestion_approved")


def end_suggestion(*, suggestion: OwnSuggestion, by_user_id: int, at: datetime) -> None:
    """Put words away."""
    if OwnSuggestion.objects.filter(id=suggestion.id, ended_at__isnull=True).update(ended_at=at):
        _note(suggestion, by_user_id, "suggestion_ended")


def _note(suggestion: OwnSuggestion, user_id: int, action: str) -> None:
    record(
        org_id=suggestion.org_id,
        actor=user_actor(user_id),
        action=action,
        subject_kind="suggestion",
        subject_id=suggestion.id,
    )
