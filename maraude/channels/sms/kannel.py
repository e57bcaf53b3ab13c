"""Setting Kannel up: whether it knows us, and what its own file must say to bring texts here."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode, urlsplit

from maraude.channels.interface import Account
from maraude.channels.sms.plan import credentials
from maraude.core.errors import Refused
from maraude.lib.safe_http import AnswerLost, NotSent, post

_NUMBER: Final = re.compile(r"\+?[0-9]{3,15}")
_SERVICE: Final = """\
group = core
store-type = spool
store-location = /var/spool/kannel

group = smsbox
http-request-retry = 1000
http-queue-delay = 20

group = sendsms-user
username = {user}
password = …
max-messages = 20
concatenation = true

group = sms-service
keyword = default
catch-all = true
post-url = "{callback}?{secret}&id=%I"
send-sender = true
max-messages = 0
omit-empty = true
"""


class WrongKannel(Refused):
    """Kannel refuses this user or this password."""

    code = "wrong_kannel"


class NoKannel(Refused):
    """Kannel does not answer at this address."""

    code = "no_kannel"


class WrongAddress(Refused):
    """This is no web address."""

    code = "wrong_address"


class WrongSender(Refused):
    """This is no number to send from."""

    code = "wrong_sender"


def sender_number(written: str) -> str:
    """Return the number young people text, without blanks. Raises `WrongSender`."""
    number = re.sub(r"[\s.-]", "", written)
    if _NUMBER.fullmatch(number) is None:
        raise WrongSender
    return number


def sendsms_address(written: str) -> str:
    """Return the address of sendsms; its usual path is added to a bare one. Raises `WrongAddress`."""
    address = written.strip()
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_web = False
    if not is_web or len(address) > 250 or not address.isprintable() or parts.username or parts.query:
        raise WrongAddress
    return address if parts.path not in {"", "/"} else f"{address.rstrip('/')}/cgi-bin/sendsms"


def check(account: Account) -> None:
    """Ask sendsms whether it knows us, without a text to send. Raises `WrongKannel` or `NoKannel`."""
    if not _is_header(account.secrets.get("user", "")) or not _is_header(account.secrets.get("token", "")):
        raise WrongKannel
    try:
        answer = post(account.outbound_url, body=b"", headers=credentials(account))
    except (NotSent, AnswerLost) as error:
        raise NoKannel from error
    if answer.status in {401, 403}:
        raise WrongKannel
    if answer.status != 400 or b"receiver" not in answer.body.lower():  # « Missing receiver(s) number(s), rejected »
        raise NoKannel


def _is_header(text: str) -> bool:
    return bool(text.strip()) and text.isascii() and text.isprintable() and len(text) <= 200


def kannel_lines(account: Account) -> str:
    """Return what goes into kannel.conf; our secret is in it, and the password is left to be filled in."""
    return _SERVICE.format(
        user=account.secrets.get("user", ""),
        callback=account.secrets.get("callback", ""),
        secret=urlencode({"secret": account.secrets.get("secret", "")}),
    )
