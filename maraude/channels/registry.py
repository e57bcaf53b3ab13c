"""The channels this program speaks: one line each."""

from __future__ import annotations

from collections.abc import Mapping

from maraude.channels.discord.channel import DiscordChannel
from maraude.channels.email.channel import EmailChannel
from maraude.channels.generic.channel import GenericChannel
from maraude.channels.instagram.channel import InstagramChannel
from maraude.channels.interface import Channel
from maraude.channels.messenger.channel import MessengerChannel
from maraude.channels.sms.channel import SmsChannel
from maraude.channels.telegram.channel import TelegramChannel
from maraude.channels.webchat.channel import WebchatChannel
from maraude.channels.whatsapp.channel import WhatsappChannel

CHANNELS: Mapping[str, Channel] = {
    "generic": GenericChannel(),
    "webchat": WebchatChannel(),
    "telegram": TelegramChannel(),
    "discord": DiscordChannel(),
    "sms": SmsChannel(),
    "email": EmailChannel(),
    "whatsapp": WhatsappChannel(),
    "messenger": MessengerChannel(),
    "instagram": InstagramChannel(),
}
