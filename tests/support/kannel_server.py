"""A real Kannel on the loopback (Debian's kannel and kannel-extras), with `fakesmsc` as the telephone."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.house import eventually, free_port

BEARERBOX = shutil.which("bearerbox", path="/usr/sbin:/usr/bin")
SMSBOX = shutil.which("smsbox", path="/usr/sbin:/usr/bin")
TELEPHONE = Path("/usr/lib/kannel/test/fakesmsc")
WHY_NOT = (
    ""
    if BEARERBOX and SMSBOX and TELEPHONE.exists()
    else ("no Kannel on this machine: its journey was not run (install the packages kannel and kannel-extras)")
)
PASSWORD = "kannel-de-nuit"
_PORTS = ("admin", "box", "centre", "sendsms")
_SPOOL = "/var/spool/kannel"
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
    telephones: int = 0

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
        while self.running:
            self._end(self.running.pop())

    def text(self, *words: str, sender: str = "+33612345678", to: str = "38001") -> Telephone:
        """Switch a telephone on, that sends these words once each, and keeps what it receives.

        The centre serves one telephone at a time: the former one is switched off.
        """
        if self.telephones:
            self._end(self.running.pop())
        self.telephones += 1
        log = self.folder / f"telephone-{self.telephones}.log"
        centre = str(self.ports["centre"])
        said = [f"{sender} {to} text {one}" for one in words]
        command = [str(TELEPHONE), "-H", "127.0.0.1", "-r", centre, "-m", str(len(words)), "-i", "0.1", *said]
        with log.open("wb") as output:
            self.running.append(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT))
        return Telephone(log=log)

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


@dataclass(kw_only=True)
class Telephone:
    """What came to a telephone, as fakesmsc wrote it down."""

    log: Path

    @property
    def received(self) -> list[str]:
        """The segments, joined where they are parts of one text."""
        lines = re.findall(r"Got message \d+: <\S+ \S+ (text|data|udh \S+ data) (.*?)>$", self.log.read_text(), re.M)
        whole: list[str] = []
        for how, words in lines:
            header = unquote_to_bytes(how.split()[1]) if how.startswith("udh") else b""
            text = unquote_to_bytes(words.replace("+", " ")).decode(errors="replace")
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
