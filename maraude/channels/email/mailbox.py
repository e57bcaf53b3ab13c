"""Connections to a mailbox and to a mail server: guarded, sealed, bounded in time."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from typing import Final

from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError

from maraude.channels.email.server import Server
from maraude.channels.interface import Account
from maraude.core.errors import Refused
from maraude.lib.safe_http import NotSent
from maraude.lib.safe_socket import connect

TIMEOUT_S: Final = 15.0


class WrongMailbox(Refused):
    """The mail server refuses this user or this password."""

    code = "wrong_mailbox"


class NoMailServer(Refused):
    """The mail server does not answer, or not over TLS."""

    code = "no_mail_server"


class _Imap(imaplib.IMAP4):
    """IMAP whose connection is judged where it arrives, and sealed before anything is said."""

    def __init__(self, server: Server) -> None:
        self._server = server
        super().__init__(server.host, server.port, timeout=TIMEOUT_S)
        if not server.is_sealed and not server.may_be_clear:
            self.starttls(ssl.create_default_context())

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = connect(self._server.host, self._server.port, timeout_s=timeout or TIMEOUT_S)
        if not self._server.is_sealed:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._server.host)


class _Smtp(smtplib.SMTP):
    """SMTP whose connection is judged where it arrives."""

    def __init__(self, server: Server) -> None:
        self._server = server
        super().__init__(server.host, server.port, timeout=TIMEOUT_S)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = connect(host, port, timeout_s=timeout)
        if not self._server.is_sealed:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


class Mailbox(BaseMailBox):
    """A mailbox of the association's."""

    def __init__(self, server: Server) -> None:
        """Connect; nothing is said of who we are yet."""
        self._server = server
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _Imap(self._server)


def open_mailbox(server: Server, account: Account) -> Mailbox:
    """Return the mailbox, logged in, its INBOX chosen. Raises `WrongMailbox`, `NoMailServer`."""
    try:
        mailbox = Mailbox(server)
    except (NotSent, OSError, imaplib.IMAP4.error) as error:
        raise NoMailServer from error
    try:
        mailbox.login(account.secrets.get("user", ""), account.secrets.get("token", ""), "INBOX")
    except (ImapToolsError, imaplib.IMAP4.error, UnicodeError) as error:
        mailbox.client.shutdown()
        raise WrongMailbox from error
    except OSError as error:
        mailbox.client.shutdown()
        raise NoMailServer from error
    return mailbox


def open_smtp(server: Server, *, user: str, password: str) -> smtplib.SMTP:
    """Return a connection that takes messages. Raises `WrongMailbox`, `NoMailServer`."""
    try:
        smtp = _Smtp(server)
    except (NotSent, OSError, smtplib.SMTPException) as error:
        raise NoMailServer from error
    try:
        if not server.is_sealed and not server.may_be_clear:
            smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
        if smtp.has_extn("auth"):
            smtp.login(user, password)
    except (smtplib.SMTPAuthenticationError, UnicodeError) as error:
        smtp.close()
        raise WrongMailbox from error
    except (OSError, smtplib.SMTPException) as error:
        smtp.close()
        raise NoMailServer from error
    return smtp
