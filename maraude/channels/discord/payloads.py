"""What we read of Discord's bodies; everything else is left aside (« Interaction Object », « Webhook Events »).

Left aside on purpose: `resolved` and `target_id` of a message command, `message`, `guild`, `channel`. They are the
words and the names of people who did not write to us.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

PING, COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 1, 2, 3, 4, 5
SLASH, ON_A_MESSAGE = 1, 3  # kinds of commands
BOT_DM = 1  # the context of an interaction in the app's own private messages
USER_INSTALL = 1


class User(msgspec.Struct):
    id: str
    bot: bool = False


class Member(msgspec.Struct):
    user: User | None = None


class Option(msgspec.Struct):
    name: str = ""
    value: Any = None


class Component(msgspec.Struct):
    """A field of a form as it was filled in, or what holds one."""

    custom_id: str = ""
    value: Any = None
    values: Any = None
    component: Component | None = None
    components: list[Component] = []

    def fields(self) -> Iterator[Component]:
        """Return this field and those it holds."""
        yield self
        for held in (self.component, *self.components):
            if held is not None:
                yield from held.fields()


class Data(msgspec.Struct):
    name: str = ""
    type: int = SLASH
    custom_id: str = ""
    options: list[Option] = []
    components: list[Component] = []

    def text(self, custom_id: str) -> str:
        """Return what was typed into a field of the form."""
        return next((one.value for one in self._fields(custom_id) if isinstance(one.value, str)), "")

    def choice(self, custom_id: str) -> str:
        """Return what was chosen in a list of the form."""
        for one in self._fields(custom_id):
            if isinstance(one.values, list) and one.values and isinstance(one.values[0], str):
                return one.values[0]
        return ""

    def option(self, name: str) -> str:
        """Return the value of an option of a command."""
        return next((one.value for one in self.options if one.name == name and isinstance(one.value, str)), "")

    def _fields(self, custom_id: str) -> Iterator[Component]:
        return (field for one in self.components for field in one.fields() if field.custom_id == custom_id)


class Happened(msgspec.Struct):
    user: User | None = None
    integration_type: int | None = None


class AppEvent(msgspec.Struct):
    type: str = ""
    timestamp: str = ""
    data: Happened | None = None


class File(msgspec.Struct):
    content_type: str | None = None
    size: int | None = None
    filename: str | None = None


class Reference(msgspec.Struct):
    message_id: str | None = None


class Heard(msgspec.Struct, omit_defaults=True):
    """A private message, its edited form or its deletion (« Message Object »). `recipient` is ours: who it was from."""

    id: str
    channel_id: str = ""
    guild_id: str | None = None
    type: int = 0
    author: User | None = None
    content: str = ""
    edited_timestamp: str | None = None
    flags: int = 0
    attachments: list[File] = []
    sticker_items: list[File] = []
    message_reference: Reference | None = None
    recipient: str = ""


class Request(msgspec.Struct):
    """An interaction; with `event`, news of the application; with `d`, what a line heard."""

    type: int = -1
    id: str = ""
    token: str = ""
    locale: str = ""
    context: int | None = None
    data: Data | None = None
    member: Member | None = None
    user: User | None = None
    event: AppEvent | None = None
    t: str = ""
    d: Heard | None = None

    @property
    def person(self) -> User | None:
        """Return who did it."""
        return self.member.user if self.member is not None else self.user
