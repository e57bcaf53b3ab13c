"""The words for what is stored of spaces, rounds and doors."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTREACH_WORDS: dict[str, str | Promise] = {
    # spaces, by kind, network and age
    "server": _("server"),
    "game": _("game"),
    "forum": _("forum"),
    "playlist": _("playlist"),
    "event": _("event"),
    "discord": "Discord",
    "twitch": "Twitch",
    "youtube": "YouTube",
    "minecraft": "Minecraft",
    "roblox": "Roblox",
    "steam": "Steam",
    "tiktok": "TikTok",
    "snapchat": "Snapchat",
    "instagram": "Instagram",
    "reddit": "Reddit",
    "mastodon": "Mastodon",
    "matrix": "Matrix",
    "spotify": "Spotify",
    "soundcloud": "SoundCloud",
    "elsewhere": _("elsewhere"),
    "unsaid": _("nobody said"),
    "mostly_under_15": _("mostly under 15"),
    "mostly_minors": _("mostly 15 to 17"),
    "mixed": _("all ages"),
    "mostly_adults": _("mostly adults"),
    # what somebody in front of a code saw
    "elsewhere_door": _("I am not at this place"),
    "stuck_over": _("A code was stuck over another one"),
    "wrong_asking": _("I was asked for a picture, an address or money"),
    "torn": _("It is torn or unreadable"),
    # what may be done there
    "be_present": _("be there during a round"),
    "announce": _("say that we are there"),
    "answer_in_public": _("answer in public who speaks to us"),
    "hand_door": _("show a door (link or code)"),
    "overlay": _("a picture over the stream"),
    "command": _("a command or buttons"),
    # how a place felt in a round
    "calm": _("calm"),
    "warm": _("friendly"),
    "tense": _("tense"),
    "hostile": _("hostile"),
}
