"""What may be done in a digital space: its platform's terms first, then its owner's agreement, then its quiet hours.

Platform terms as read in 2026 (sources in docs/howto/spaces.md): what they forbid, no owner allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from maraude.core.duty import within_hours


class SpaceKind(StrEnum):
    """What sort of place it is."""

    SERVER = "server"
    STREAM = "stream"
    GAME = "game"
    FORUM = "forum"
    PLAYLIST = "playlist"
    EVENT = "event"


class Network(StrEnum):
    """Where the place is."""

    DISCORD = "discord"
    TWITCH = "twitch"
    YOUTUBE = "youtube"
    MINECRAFT = "minecraft"
    ROBLOX = "roblox"
    STEAM = "steam"
    TIKTOK = "tiktok"
    SNAPCHAT = "snapchat"
    INSTAGRAM = "instagram"
    REDDIT = "reddit"
    TELEGRAM = "telegram"
    MASTODON = "mastodon"
    MATRIX = "matrix"
    SPOTIFY = "spotify"
    SOUNDCLOUD = "soundcloud"
    ELSEWHERE = "elsewhere"


class AgeMix(StrEnum):
    """Who is there, as its owner says; nobody is counted."""

    UNSAID = "unsaid"
    MOSTLY_UNDER_15 = "mostly_under_15"
    MOSTLY_MINORS = "mostly_minors"
    MIXED = "mixed"
    MOSTLY_ADULTS = "mostly_adults"


class Gesture(StrEnum):
    """What we may wish to do there. Answering privately who wrote to us first needs nobody's leave."""

    BE_PRESENT = "be_present"
    ANNOUNCE = "announce"
    ANSWER_IN_PUBLIC = "answer_in_public"
    HAND_DOOR = "hand_door"
    OVERLAY = "overlay"
    COMMAND = "command"


class Why(StrEnum):
    """Why a gesture is refused."""

    SPACE_ENDED = "space_ended"
    PLATFORM = "space_platform"
    NO_AGREEMENT = "space_no_agreement"
    AGREEMENT_OVER = "space_agreement_over"
    NOT_AGREED = "space_not_agreed"
    QUIET_HOURS = "space_quiet_hours"


_PLATFORM_FORBIDS: dict[Network, frozenset[Gesture]] = {
    Network.ROBLOX: frozenset({Gesture.HAND_DOOR, Gesture.COMMAND}),  # nobody is led out of the platform
    Network.TIKTOK: frozenset({Gesture.COMMAND}),  # no programs; a person writes, by hand
    Network.SNAPCHAT: frozenset({Gesture.COMMAND}),
    Network.STEAM: frozenset({Gesture.COMMAND}),
    Network.SPOTIFY: frozenset({Gesture.COMMAND, Gesture.ANSWER_IN_PUBLIC}),
}
# Only a stream is drawn over.
_DRAWN_OVER = {SpaceKind.STREAM, SpaceKind.EVENT, SpaceKind.GAME}
_BY_HAND = {Network.TIKTOK, Network.SNAPCHAT, Network.ROBLOX, Network.STEAM, Network.SPOTIFY, Network.SOUNDCLOUD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What its owner agreed to, and until when (the last day counts)."""

    gestures: frozenset[Gesture]
    given_on: date
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceRules:
    """All that decides in one space."""

    kind: SpaceKind
    network: Network
    hours: str = ""  # when we may be there; empty: any time
    agreement: Agreement | None = None
    is_ended: bool = False


def forbids(*, gesture: Gesture, rules: SpaceRules, local: datetime) -> Why | None:
    """Return why this gesture is refused there at this local time, None when it may be made.

    >>> forbids(gesture=Gesture.HAND_DOOR, local=datetime(2026, 11, 26, 20),
    ...         rules=SpaceRules(kind=SpaceKind.GAME, network=Network.ROBLOX))
    <Why.PLATFORM: 'space_platform'>
    """
    if rules.is_ended:
        return Why.SPACE_ENDED
    if gesture in never_allowed(kind=rules.kind, network=rules.network):
        return Why.PLATFORM
    why = _not_agreed(gesture, rules.agreement, local.date())
    if why is None and rules.hours and not within_hours(rules.hours, local=local):
        return Why.QUIET_HOURS
    return why


def never_allowed(*, kind: SpaceKind, network: Network) -> frozenset[Gesture]:
    """Return what nobody's agreement allows there."""
    forbidden = _PLATFORM_FORBIDS.get(network, frozenset())
    return forbidden if kind in _DRAWN_OVER else forbidden | {Gesture.OVERLAY}


def is_by_hand(network: Network) -> bool:
    """Say whether no program may write there: a person copies a text that was prepared."""
    return network in _BY_HAND


def _not_agreed(gesture: Gesture, agreement: Agreement | None, today: date) -> Why | None:
    if agreement is None or today < agreement.given_on:
        return Why.NO_AGREEMENT
    if today > agreement.expires_on:
        return Why.AGREEMENT_OVER
    return None if gesture in agreement.gestures else Why.NOT_AGREED
