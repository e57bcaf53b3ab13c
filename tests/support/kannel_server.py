"""A real Kannel on the loopback (Debian's kannel), and the telephones of the town behind its « fake » centre."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import unquote_to_bytes

from tests.house import eventually, free_port

BEARERBOX = shutil.which("bearerbox", path="/usr/sbin:/usr/bin")
SMSBOX = shutil.which("smsbox", path="/usr/sbin:/usr/bin")
WHY_NOT = (
    "" if BEARERBOX and SMSBOX else "no Kannel on this machine: its journey was not run (install the package kannel)"
)
PASSWORD = "kannel-de-nuit"
_PORTS = ("admin", "box", "centre", "sendsms")
_SPOOL = "/var/spool/kannel"
_HEARD = re.compile(r"\S+ (?P<to>\S+) (?:text|data|udh (?P<header>\S+) data) (?P<words>.*)")
_BEFORE = """\
group = core
admin-port = {admin}
admin-password = admin
smsbox-port = {box}
box-allow-ip = 127.0.0.1
dlr-storage = internal
log-level = 0

group = smsc
smsc = fake
smsc-id = fake
port = {centre}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
"""


@dataclass(kw_only=True)
class RealKannel:
    """Kannel's folder and ports. Nothing runs before `start`, and `stop` leaves its spool there."""

    folder: Path
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in _PORTS})
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    town: Town | None = None

    @property
    def peer(self) -> str:
        """Where its sendsms answers: host:port."""
        return f"127.0.0.1:{self.ports['sendsms']}"

    def start(self, lines: str = "") -> None:
        """Start with what our page gave, completed as its reader would: our user alone before there is a page."""
        user = f"group = sendsms-user\nusername = maraude\npassword = {PASSWORD}\n"
        spool = self.folder / "spool"
        spool.mkdir(exist_ok=True)
        given = (lines or user).replace("password = …", f"password = {PASSWORD}").replace(_SPOOL, str(spool))
        conf = self.folder / "kannel.conf"
        conf.write_text(_together(_BEFORE.format(**self.ports), given))
        self._run([str(BEARERBOX), str(conf)], "bearerbox.log", until="MAIN: Start-up done")
        self._run([str(SMSBOX), str(conf)], "smsbox.log", until="Connected to bearerbox")

    def stop(self) -> None:
        """End every program of it."""
        if self.town is not None:
            self.town.close()
            self.town = None
        while self.running:
            self._end(self.running.pop())

    def text(self, *words: str, sender: str = "+33639981238", to: str = "38001") -> Telephone:
        """Send these words from a telephone, and return it."""
        if self.town is None:
            self.town = Town(port=self.ports["centre"])
        for one in words:
            self.town.say(sender, to, one)
        return Telephone(number=sender, town=self.town)

    @staticmethod
    def _end(program: subprocess.Popen[bytes]) -> None:
        program.terminate()
        try:
            program.wait(10)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait(10)

    def _run(self, command: list[str], name: str, *, until: str) -> None:
        log = self.folder / name
        log.write_bytes(b"")
        with log.open("ab") as output:
            program = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=self.folder)
        self.running.append(program)
        eventually(lambda: until in log.read_text(errors="replace") or program.poll() is not None)
        assert program.poll() is None, log.read_text(errors="replace")[-2000:]
        time.sleep(0.2)  # the port it listens on opens just after


class Town:
    """Every telephone, on the one connection that the centre takes: lines « from to text words » each way."""

    def __init__(self, *, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._socket.settimeout(None)
        self.lines: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, sender: str, to: str, words: str) -> None:
        self._socket.sendall(f"{sender} {to} text {words}\n".encode())

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _listen(self) -> None:
        with self._socket.makefile("r", encoding="ascii", errors="replace", newline="\n") as heard:
            self.lines.extend(line.rstrip("\n") for line in _until_closed(heard))


def _until_closed(heard: IO[str]) -> Iterator[str]:
    with suppress(OSError, ValueError):
        yield from heard


@dataclass(kw_only=True)
class Telephone:
    """What came to one telephone."""

    number: str
    town: Town

    @property
    def received(self) -> list[str]:
        """The texts, whose segments are joined."""
        whole: list[str] = []
        for line in self.town.lines:
            if (found := _HEARD.fullmatch(line)) is None or found["to"] != self.number:
                continue
            header = unquote_to_bytes(found["header"] or "")
            text = unquote_to_bytes(found["words"].replace("+", " ")).decode(errors="replace")
            if header and header[-1] > 1:
                whole[-1] += text
            else:
                whole.append(text)
        return whole


def _together(ours: str, given: str) -> str:
    """Put the given lines into the groups of the same name that are there, and the other groups below."""
    groups: dict[str, list[str]] = {}
    for text in f"{ours}\n\n{given}".split("\n\n"):
        name, *lines = [line for line in text.splitlines() if line.strip()]
        groups.setdefault(name, []).extend(lines)
    return "\n".join("\n".join([name, *lines, ""]) for name, lines in groups.items())


@contextmanager
def real_kannel(folder: Path) -> Iterator[RealKannel]:
    """Yield a Kannel that is not started; every program of it has ended afterwards."""
    kannel = RealKannel(folder=folder)
    try:
        yield kannel
    finally:
        kannel.stop()
