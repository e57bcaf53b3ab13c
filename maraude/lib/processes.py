"""A small supervisor: start a few processes in order, restart those that die, stop them in reverse order.

No orphan, even after kill -9 of the supervisor: on Linux each program is started through a wrapper of five lines that
asks the kernel to be killed with its parent (PR_SET_PDEATHSIG), then becomes the program. Setting it in a preexec_fn
could deadlock in a process with threads; a pipe watched by the child would ask every program to cooperate. The kernel
ties it to the thread that starts the processes, so `run` belongs in the main thread, and grandchildren are not covered.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

from maraude.core.errors import MaraudeError
from maraude.lib import clock

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 5.0
HEALTHY_AFTER_S = 30.0
_TICK_S = 0.05
_PROBE_EVERY_S = 1.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_DIE_WITH_PARENT = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, ctypes.c_ulong(signal.SIGKILL))
if os.getppid() != int(sys.argv[1]): sys.exit("the supervisor has gone")
try: os.execvp(sys.argv[2], sys.argv[2:])
except OSError as error: sys.exit(f"{sys.argv[2]}: {error.strerror}")
"""


class ProcessFailed(MaraudeError):
    """A process that everything else needs has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSpec:
    """One process to keep alive: a program (`argv`, with `env` added to ours), or a `spawn` hook of one's own.

    A hook may return None for a process that is up but not our child: it is then watched by `ready`, every second.
    `stop` replaces SIGTERM, and gets the grace in seconds. `detail` ends the line printed when `ready` says so.
    With `waits` false, it starts beside the one before it instead of after it.
    With `restart` false, an end with code 0 is an end and any other ends the tree.
    """

    name: str
    argv: Sequence[str] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    ready: Callable[[], bool] | None = None
    ready_within_s: float = 30.0
    restart: bool = True
    waits: bool = True
    spawn: Callable[[], subprocess.Popen[bytes] | None] | None = None
    stop: Callable[[float], None] | None = None


def restart_delay(*, previous_s: float, alive_s: float, longest_s: float = LONGEST_DELAY_S) -> float:
    """Return how many seconds to wait before a restart: 0.2, doubled up to 5, and 0.2 again after 30 s of life.

    >>> restart_delay(previous_s=0.2, alive_s=1)
    0.4
    """
    if previous_s == 0 or alive_s >= HEALTHY_AFTER_S:
        return FIRST_DELAY_S
    return min(previous_s * 2, longest_s)


class ProcessTree:
    """Keeps the processes of `specs` alive, and tells `say` one line at each event."""

    def __init__(
        self,
        *,
        specs: Sequence[ProcessSpec],
        say: Callable[[str], None],
        grace_s: float = 10.0,
        longest_delay_s: float = LONGEST_DELAY_S,
    ) -> None:
        """Start nothing yet; each process has `grace_s` seconds between SIGTERM and SIGKILL."""
        self._children = [_Child(spec, say, longest_delay_s) for spec in specs]
        self._grace_s = grace_s
        self._requests = 0

    def run(self) -> None:
        """Start everything and watch over it until SIGINT, SIGTERM or SIGHUP, then stop everything and return.

        A second signal shortens the grace to nothing. Raises ProcessFailed when a process cannot do its part.
        """
        with self._signals():
            try:
                self.start()
                while not self._requests:
                    self.watch()
                    time.sleep(_TICK_S)
            finally:
                self.stop()

    def start(self) -> None:
        """Start each process when those before are ready (see `waits`); on a request to stop, return early."""
        begun: list[_Child] = []
        for child in self._children:
            if child.spec.waits:
                self._wait_for(begun)
            child.start()
            begun.append(child)
        self._wait_for(begun)

    def _wait_for(self, begun: Sequence[_Child]) -> None:
        """Announce them in order as they become ready. Raises ProcessFailed when one does not."""
        since = clock.monotonic()
        for child in begun:
            while not self._requests and not child.announce():
                if (ending := child.ending()) is not None:
                    raise ProcessFailed(f"{child.spec.name} {ending} before it was ready: see what it printed above.")
                if clock.monotonic() > since + child.spec.ready_within_s:
                    raise ProcessFailed(f"{child.spec.name} is not ready after {child.spec.ready_within_s:g} s.")
                time.sleep(_TICK_S)

    def watch(self) -> None:
        """Look once at every process: restart the dead when their time has come, announce those that are ready."""
        for child in self._children:
            child.watch()

    def stop(self) -> None:
        """Stop every process, the last started first."""
        with ExitStack() as ends:  # runs them in reverse order, and all of them even when one raises
            for child in self._children:
                ends.callback(child.end, lambda: 0.0 if self._requests > 1 else self._grace_s)

    def request_stop(self) -> None:
        """Make `run` stop everything and return; safe in a signal handler and from another thread."""
        self._requests += 1

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def handle(_number: int, _frame: FrameType | None) -> None:
            self.request_stop()

        # An ignored SIGHUP stays ignored: that is what nohup asks for. SIGINT is always heard: a script's shell ignores
        # it in what it starts with &, and a house that cannot be stopped as it was promised is worse than one that can.
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        if before[signal.SIGHUP] == signal.SIG_IGN:
            del before[signal.SIGHUP]
        for number in before:
            signal.signal(number, handle)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Child:
    """One process of the tree, through its lives."""

    def __init__(self, spec: ProcessSpec, say: Callable[[str], None], longest_delay_s: float) -> None:
        self.spec = spec
        self._longest_delay_s = longest_delay_s
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._is_up = self._is_announced = False
        self._started_at = self._probed_at = self._delay_s = 0.0
        self._restart_at: float | None = None

    def start(self) -> None:
        self._started_at = self._probed_at = clock.monotonic()
        self._is_announced, self._restart_at = False, None
        self._process = self.spec.spawn() if self.spec.spawn else _start_program(self.spec)
        self._is_up = True

    def announce(self) -> bool:
        if not self._is_announced and (self.spec.ready is None or self.spec.ready()):
            self._is_announced = True
            who = f"pid {self._process.pid}" if self._process else "shared"
            self._say(f"{self.spec.name} ready ({who}) {self.spec.detail}".rstrip())
        return self._is_announced

    def ending(self) -> str | None:
        """Say how it ended, or None while it lives."""
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return None
            return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        now = clock.monotonic()
        if self.spec.ready is None or now < self._probed_at + _PROBE_EVERY_S:
            return None
        self._probed_at = now
        if self.spec.ready() or (not self._is_announced and now < self._started_at + self.spec.ready_within_s):
            return None
        return "does not answer"

    def watch(self) -> None:
        if self._restart_at is not None:
            if clock.monotonic() >= self._restart_at:
                self._start_again()
        elif self._is_up and (ending := self.ending()) is not None:
            self._is_up = False
            self._after(ending)
        elif self._is_up:
            self.announce()

    def end(self, grace_s: Callable[[], float]) -> None:
        """Stop it; `grace_s` is asked again and again, since a second signal shortens it."""
        if not self._is_up:
            return
        self._is_up = False
        if self.spec.stop is not None:
            self.spec.stop(grace_s())
        elif self._process is not None:
            _terminate(self._process, grace_s)

    def _after(self, ending: str) -> None:
        if not self.spec.restart and self._process is not None and self._process.returncode == 0:
            self._say(f"{self.spec.name} {ending}")
            return
        if not self.spec.restart:
            raise ProcessFailed(f"{self.spec.name} {ending}: see what it printed above.")
        now = clock.monotonic()
        self._delay_s = restart_delay(
            previous_s=self._delay_s, alive_s=now - self._started_at, longest_s=self._longest_delay_s
        )
        self._restart_at = now + self._delay_s
        self._say(f"{self.spec.name} {ending}: starting it again in {self._delay_s:g} s")

    def _start_again(self) -> None:
        try:
            self.start()
        except MaraudeError as error:
            self._after(f"did not start ({error})")


def _start_program(spec: ProcessSpec) -> subprocess.Popen[bytes]:
    argv = list(spec.argv)
    if sys.platform == "linux":
        argv = [sys.executable, "-I", "-S", "-c", _DIE_WITH_PARENT, str(os.getpid()), *argv]
    # Its own session: Ctrl-C in the terminal reaches the supervisor alone, which stops the others in order.
    return subprocess.Popen(argv, env={**os.environ, **spec.env}, stdin=subprocess.DEVNULL, start_new_session=True)


def _terminate(process: subprocess.Popen[bytes], grace_s: Callable[[], float]) -> None:
    since = clock.monotonic()
    process.terminate()
    while process.poll() is None:
        if clock.monotonic() >= since + grace_s():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with its own children, if it had any
            process.wait()
        time.sleep(_TICK_S / 5)
