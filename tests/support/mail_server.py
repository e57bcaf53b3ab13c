"""A real mailbox on the loopback (Debian's dovecot), and a mail server beside it (aiosmtpd)."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.house import eventually, free_port

DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/bin")
WHY_NOT = "" if DOVECOT else "no dovecot on this machine: its journey was not run (install dovecot-imapd)"
ADDRESS, PASSWORD = "ecoute@lanterne.example", "dovecot-de-nuit"
NOBODY = "nobody@mail.example"
_CONF = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%n
default_internal_user = {inside}
default_login_user = {login}
default_internal_group = {inside}
first_valid_uid = 0
first_valid_gid = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={reader} gid={reader} home={folder}/mail
}}
"""


@dataclass(kw_only=True)
class RealMail:
    """What left by our mail server, and a mailbox whose server may be stopped and started again."""

    folder: Path
    imap_port: int = field(default_factory=free_port)
    smtp_port: int = 0
    sent: list[Message] = field(default_factory=list)
    running: subprocess.Popen[bytes] | None = None

    @property
    def peers(self) -> str:
        """Where both servers answer, as whoever runs the machine names them."""
        return f"127.0.0.1:{self.imap_port} 127.0.0.1:{self.smtp_port}"

    def start(self) -> None:
        """Start dovecot; the mailbox is as it was left."""
        user = getpass.getuser()
        conf = self.folder / "dovecot.conf"
        # As root it wants its own users for what faces the network; elsewhere everything is whoever runs the tests.
        inside, login = ("dovecot", "dovenull") if user == "root" else (user, user)
        given = {"folder": self.folder, "reader": _reader(), "inside": inside, "login": login}
        given |= {"port": self.imap_port, "password": PASSWORD}
        conf.write_text(_CONF.format(**given))
        self.running = subprocess.Popen([str(DOVECOT), "-F", "-c", str(conf)], start_new_session=True)
        eventually(self._answers)

    def stop(self) -> None:
        """Kill it as it stands, in the middle of whatever it does."""
        if self.running is not None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait(timeout=10)
            shutil.rmtree(self.folder / "run", ignore_errors=True)
            self.running = None

    def deliver(self, text: str, *, sender: str = "enzo67@mail.example", **headers: str) -> str:
        """Put a message into the mailbox as a mail server does; return its name."""
        message = EmailMessage()
        name = f"<{len(list(self._new.parent.rglob('*')))}.{abs(hash(text))}@mail.example>"
        known = {"From": sender, "To": ADDRESS, "Subject": "", "Message-ID": name, **headers}
        for header, value in known.items():
            message[header.replace("_", "-")] = value
        message.set_content(text)
        return self.put(bytes(message), name=name)

    def put(self, raw: bytes, *, name: str) -> str:
        """Put a message as it is."""
        for part in ("cur", "new", "tmp"):
            (self._new.parent / part).mkdir(parents=True, exist_ok=True)
            self._give(self._new.parent, self._new.parent / part)
        count = len(list(self._new.parent.rglob("*")))
        beside = self._new.parent / "tmp" / f"{count}.test"
        beside.write_bytes(raw)
        self._give(beside)
        beside.rename(self._new / f"{1_795_723_200 + count}.{count}.test")
        return name

    def _give(self, *paths: Path) -> None:
        if getpass.getuser() == "root":
            for path in paths:
                shutil.chown(path, _reader(), _reader())

    @property
    def _new(self) -> Path:
        return self.folder / "mail" / ADDRESS.partition("@")[0] / "new"

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.imap_port)) == 0


def _reader() -> str:
    """Return who reads mailboxes: never root, dovecot refuses."""
    return "mail" if getpass.getuser() == "root" else getpass.getuser()


class _Outgoing:
    """Takes everything, but what is for nobody."""

    def __init__(self, mail: RealMail) -> None:
        self._mail = mail

    async def handle_RCPT(  # noqa: N802 - the library's own word
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if address == NOBODY:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        self._mail.sent.append(message_from_bytes(envelope.original_content or b""))
        return "250 OK"


def _known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    del server, session, envelope, mechanism
    is_known = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=is_known)


@contextmanager
def real_mail() -> Iterator[RealMail]:
    """Serve until the end of the block, in a folder that who reads mailboxes may enter."""
    with tempfile.TemporaryDirectory(prefix="maraude-mail-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        mail = RealMail(folder=Path(name))
        (mail.folder / "mail").mkdir()
        mail._give(mail.folder / "mail")
        yield from _served(mail)


def _served(mail: RealMail) -> Iterator[RealMail]:
    outgoing = Controller(
        _Outgoing(mail), hostname="127.0.0.1", port=free_port(), authenticator=_known, auth_require_tls=False
    )
    outgoing.start()
    mail.smtp_port = outgoing.port
    try:
        mail.start()
        yield mail
    finally:
        mail.stop()
        outgoing.stop()
