"""The words for what is stored of spaces, rounds and doors."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maraude.core.story import WrongStory

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
    # levers, and where somebody is with a change
    "lever_autonomy": _("a real choice"),
    "lever_competence": _("a strength they showed"),
    "lever_belonging": _("somebody real beside them"),
    "lever_small_step": _("one small step"),
    "lever_recognition": _("recognition"),
    "lever_curiosity": _("what interests them"),
    "lever_listening": _("just listening"),
    "ruling_allowed": _("learning allowed"),
    "ruling_withdrawn": _("learning ended"),
    "ruling_switched_off": _("counting switched off"),
    "ruling_switched_on": _("counting switched on"),
    "ruling_stopped": _("learning stopped: one age band did worse"),
    "verdict_more": _("more steps than now"),
    "verdict_fewer": _("fewer steps than now"),
    "verdict_no_difference": _("no difference can be told"),
    "moment_not_yet": _("not yet"),
    "moment_wondering": _("wondering"),
    "moment_getting_ready": _("getting ready"),
    "moment_doing": _("is at it"),
    "moment_slipped": _("slipped back"),
    # what choices of a story were like
    "interest_build": _("repair, build, make things"),
    "interest_explore": _("search, test, understand"),
    "interest_imagine": _("invent, draw, tell"),
    "interest_care": _("listen, help, look after others"),
    "interest_lead": _("decide, persuade, take people along"),
    "interest_organise": _("plan, sort, get things straight"),
    # the great domains of ROME
    "rome_A": _("farming, nature, animals"),
    "rome_B": _("arts and crafts"),
    "rome_C": _("bank, insurance, housing"),
    "rome_D": _("shops and sales"),
    "rome_E": _("media and multimedia"),
    "rome_F": _("building and public works"),
    "rome_G": _("hotels, cooking, tourism, leisure"),
    "rome_H": _("industry"),
    "rome_I": _("installing and repairing"),
    "rome_J": _("health"),
    "rome_K": _("services to people and to the town"),
    "rome_L": _("shows and stage"),
    "rome_M": _("offices, computing, management"),
    "rome_N": _("transport and logistics"),
}

_MISTAKES = {
    "missing": _("something is missing"),
    "too_many": _("there are too many scenes (forty at most)"),
    "twice": _("this name is there twice"),
    "name": _("a name is letters, figures and underscores"),
    "two_to_four": _("a scene has two to four choices"),
    "interest": _("an interest is build, explore, imagine, care, lead or organise"),
    "one_to_three": _("a choice gives one to three points"),
    "too_long": _("this is too long"),
    "markup": _("no HTML and no link here"),
    "unknown_scene": _("this scene does not exist"),
    "turns_in_circles": _("from here one comes back to here"),
    "too_long_a_way": _("the longest way takes more than fourteen choices"),
    "nobody_comes": _("no choice leads to this scene"),
    "not_toml": _("this cannot be read"),
}


def story_mistake(wrong: WrongStory) -> str:
    """Return where a story is wrong, and what is."""
    return f"{wrong.place} · {_MISTAKES[wrong.what]}"
