"""E-mail by any SMTP server, or into a folder: smtp://, smtps://, smtp+starttls://user:password@host:port, file:///folder."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from maraude.core.errors import ProviderError, WrongSetting
from maraude.lib import env
from maraude.lib.ids import uuid7

_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
_TIMEOUT_S = 15


class MailRefused(ProviderError):
    """The mail server did not take this message."""


def check_mail_url(url: str) -> None:
    """Refuse, with one sentence, a mail address that cannot work. An empty one means no mail."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        is_file = parts.scheme == "file" and not parts.netloc and parts.path.startswith("/")
        is_server = parts.scheme in _PORTS and parts.hostname and parts.port != 0 and not parts.path.strip("/")
    except ValueError:
        is_file = is_server = False
    if not is_file and not is_server:
        raise WrongSetting(
            "MARAUDE_MAIL_URL must look like smtp+starttls://user:password@host:587 (or smtp, smtps, file:///folder)."
        )
    if parts.scheme == "smtp" and parts.password and not env.is_loopback(parts.hostname or ""):
        raise WrongSetting("MARAUDE_MAIL_URL would send its password in clear: write smtps:// or smtp+starttls://.")


def check_mail_sender(address: str) -> None:
    """Refuse, with one sentence, a sender that is not one plain address."""
    name, at, host = address.partition("@")
    if not name or not at or not host or "@" in host or not address.isascii() or set(address) & set(' <>,;\r\n\t"'):
        raise WrongSetting(f"MARAUDE_MAIL_FROM={address!r} must be one address, like maraude@association.example.")


def send_mail(url: str, *, sender: str, recipient: str, subject: str, body: str) -> None:
    """Hand one plain-text message over. Returning means that a server accepted it. Raises `MailRefused`."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipient, subject
    message["Message-ID"] = make_msgid(domain="maraude.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    parts = urlsplit(url)
    if parts.scheme == "file":
        _keep(Path(unquote(parts.path)), message)
        return
    try:
        _transmit(parts, message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailRefused(f"The mail server did not take the message ({type(error).__name__}).") from error


def _keep(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{uuid7()}.eml").write_bytes(bytes(message))


def _transmit(parts: SplitResult, message: EmailMessage) -> None:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_S, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=_TIMEOUT_S)
    with server:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
