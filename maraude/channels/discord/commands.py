"""The commands of the application, as Discord registers them (« Application Command Object »)."""

from __future__ import annotations

from typing import Any, Final

from maraude.channels.discord.payloads import ON_A_MESSAGE, SLASH
from maraude.channels.discord.words import said

HELP, STOP, PANEL, DOOR = "aide", "stop", "panneau", "porte"
_TEXT_OPTION: Final = 3
_MANAGE_SERVER: Final = str(1 << 5)
_EVERYWHERE: Final = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
_IN_A_SERVER: Final = {"integration_types": [0], "contexts": [0]}
_ENGLISH: Final = ("en-US", "en-GB")


def _in_english(text: str) -> dict[str, str]:
    return dict.fromkeys(_ENGLISH, text)


def commands() -> list[dict[str, Any]]:
    """Return them all. Nothing private is ever typed into a command: it would be one slip away from the room."""
    return [
        {
            "type": SLASH,
            "name": HELP,
            "name_localizations": _in_english("help"),
            "description": "Parler à quelqu'un en privé",
            "description_localizations": _in_english("Talk to someone in private"),
            **_EVERYWHERE,
        },
        {
            "type": SLASH,
            "name": STOP,
            "description": "Ne plus recevoir de messages de l'équipe",
            "description_localizations": _in_english("Receive no more messages from the team"),
            **_EVERYWHERE,
        },
        {
            "type": ON_A_MESSAGE,
            "name": said("worry_title", "fr"),
            "name_localizations": _in_english(said("worry_title", "en")),
            **_EVERYWHERE,
        },
        {
            "type": SLASH,
            "name": PANEL,
            "name_localizations": _in_english("panel"),
            "description": "Poser ici le panneau « Tu peux parler à quelqu'un »",
            "description_localizations": _in_english("Put the “You can talk to someone” panel here"),
            "default_member_permissions": _MANAGE_SERVER,
            "options": [
                {
                    "type": _TEXT_OPTION,
                    "name": DOOR,
                    "name_localizations": _in_english("door"),
                    "description": "Le code d'une porte, pour savoir d'où l'on vient",
                    "description_localizations": _in_english("A door's code, to know where people come from"),
                    "max_length": 40,
                }
            ],
            **_IN_A_SERVER,
        },
    ]
