"""The supervisor: what starts, what is said, what comes back, what is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from maraude.core.errors import MaraudeError
from maraude.lib import processes
from maraude.lib.processes import ProcessFailed, ProcessSpec, ProcessTree, restart_delay

ROOT = Path(processes.__file__).parents[2]
SLEEP = ("sleep", "60")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)",
)
SUPERVISOR = """
import sys
from maraude.lib.processes import ProcessSpec, ProcessTree
specs = [ProcessSpec(name=name, argv=["sleep", "60"]) for name in ("web", "gateway")]
ProcessTree(specs=specs, say=lambda line: print(line, flush=True)).run()
"""


def until(condition: Callable[[], object]) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it never happened")


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def pid_in(line: str) -> int:
    return int(line.split("pid ")[1].split(")", maxsplit=1)[0])


def watch_until(tree: ProcessTree, condition: Callable[[], object]) -> None:
    def look() -> object:
        tree.watch()
        return condition()

    until(look)


def test_each_process_is_announced_once_in_order() -> None:
    said: list[str] = []
    tree = ProcessTree(
        specs=[ProcessSpec(name="web", argv=SLEEP, detail="http://localhost"), ProcessSpec(name="sender", argv=SLEEP)],
        say=said.append,
    )
    tree.start()
    tree.stop()
    assert said == [f"web ready (pid {pid_in(said[0])}) http://localhost", f"sender ready (pid {pid_in(said[1])})"]


def test_a_process_waits_for_the_one_before_to_be_ready(tmp_path: Path) -> None:
    flag, said = tmp_path / "flag", list[str]()
    first = ProcessSpec(name="first", argv=("sh", "-c", f"sleep 0.2; touch {flag}; exec sleep 60"), ready=flag.exists)
    second = ProcessSpec(name="second", argv=SLEEP, ready=flag.exists)
    tree = ProcessTree(specs=[first, second], say=said.append)
    tree.start()
    tree.stop()
    assert [line.split()[0] for line in said] == ["first", "second"]


def test_a_process_that_does_not_wait_starts_beside_the_one_before(tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    first = ProcessSpec(name="first", argv=SLEEP, ready=flag.exists)  # ready only once the second has run
    second = ProcessSpec(name="second", argv=("sh", "-c", f"touch {flag}; exec sleep 60"), waits=False)
    said: list[str] = []
    tree = ProcessTree(specs=[first, second], say=said.append)
    tree.start()
    tree.stop()
    assert [line.split()[0] for line in said] == ["first", "second"]


def test_an_interrupt_is_heard_even_where_a_shell_ignored_it() -> None:
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + SUPERVISOR
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as house:
        assert house.stdout is not None
        pids = [pid_in(house.stdout.readline()) for _ in range(2)]
        house.send_signal(signal.SIGINT)
        assert house.wait(20) == 0
    assert not any(map(is_alive, pids))


def test_additions_to_the_environment_reach_the_program(tmp_path: Path) -> None:
    spec = ProcessSpec(
        name="web", argv=("sh", "-c", f'echo "$PORT" > {tmp_path}/port; exec sleep 60'), env={"PORT": "8000"}
    )
    tree = ProcessTree(specs=[spec], say=lambda _: None)
    tree.start()
    until(lambda: (tmp_path / "port").exists() and (tmp_path / "port").read_text() == "8000\n")
    tree.stop()


def test_a_program_leads_its_own_session() -> None:
    said: list[str] = []
    tree = ProcessTree(specs=[ProcessSpec(name="web", argv=SLEEP)], say=said.append)
    tree.start()
    assert os.getsid(pid_in(said[0])) == pid_in(said[0])
    tree.stop()


def test_a_killed_process_is_restarted() -> None:
    said: list[str] = []
    tree = ProcessTree(specs=[ProcessSpec(name="web", argv=SLEEP)], say=said.append)
    tree.start()
    os.kill(pid_in(said[0]), signal.SIGKILL)
    watch_until(tree, lambda: len(said) == 3)
    assert said[1] == "web was killed by SIGKILL: starting it again in 0.2 s"
    assert is_alive(pid_in(said[2]))
    assert pid_in(said[2]) != pid_in(said[0])
    tree.stop()


def test_a_process_that_keeps_dying_is_restarted_more_and_more_slowly() -> None:
    said: list[str] = []
    tree = ProcessTree(specs=[ProcessSpec(name="web", argv=("sh", "-c", "exit 3"))], say=said.append)
    tree.start()
    watch_until(tree, lambda: sum("again" in line for line in said) == 3)
    delays = [line.split("again in ")[1] for line in said if "again" in line]
    assert delays == ["0.2 s", "0.4 s", "0.8 s"]
    tree.stop()


def test_the_delay_is_bounded_and_forgotten_after_half_a_minute_of_life() -> None:
    delays = [0.0]
    for _ in range(7):
        delays.append(restart_delay(previous_s=delays[-1], alive_s=1))
    assert delays[1:] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert restart_delay(previous_s=5.0, alive_s=30) == 0.2


def test_a_program_that_does_not_exist_is_reported() -> None:
    tree = ProcessTree(specs=[ProcessSpec(name="web", argv=("no-such-program",), ready=lambda: False)], say=print)
    with pytest.raises(ProcessFailed, match="web ended with code 1 before it was ready"):
        tree.start()


def test_a_process_that_is_never_ready_is_reported() -> None:
    spec = ProcessSpec(name="web", argv=SLEEP, ready=lambda: False, ready_within_s=0.1)
    tree = ProcessTree(specs=[spec], say=print)
    with pytest.raises(ProcessFailed, match=r"web is not ready after 0\.1 s"):
        tree.start()
    tree.stop()


def test_a_task_that_is_done_is_not_restarted() -> None:
    said: list[str] = []
    tree = ProcessTree(specs=[ProcessSpec(name="task", argv=("true",), restart=False)], say=said.append)
    tree.start()
    watch_until(tree, lambda: said[-1] == "task ended with code 0")
    tree.watch()
    tree.stop()


def test_a_task_that_fails_ends_the_tree() -> None:
    said: list[str] = []
    specs = [ProcessSpec(name="web", argv=SLEEP), ProcessSpec(name="task", argv=("false",), restart=False)]
    with pytest.raises(ProcessFailed, match="task ended with code 1"):
        ProcessTree(specs=specs, say=said.append).run()
    assert not is_alive(pid_in(said[0]))


def test_processes_are_stopped_in_reverse_order(tmp_path: Path) -> None:
    script = 'trap \'echo "$0" >> "$1"; exit\' TERM; touch "$1.$0"; while :; do sleep 0.02; done'
    log, names = tmp_path / "log", ("first", "second", "third")
    specs = [
        ProcessSpec(name=name, argv=("sh", "-c", script, name, str(log)), ready=(tmp_path / f"log.{name}").exists)
        for name in names
    ]
    tree = ProcessTree(specs=specs, say=lambda _: None)
    tree.start()
    tree.stop()
    assert log.read_text().split() == ["third", "second", "first"]


def test_a_process_deaf_to_sigterm_is_killed_after_the_grace() -> None:
    said: list[str] = []
    tree = ProcessTree(specs=[ProcessSpec(name="web", argv=STUBBORN)], say=said.append, grace_s=0.2)
    tree.start()
    time.sleep(0.3)
    tree.stop()
    assert not is_alive(pid_in(said[0]))


def test_one_that_cannot_be_stopped_does_not_save_the_others() -> None:
    def refuse(_grace_s: float) -> None:
        raise MaraudeError

    said: list[str] = []
    specs = [ProcessSpec(name="web", argv=SLEEP), ProcessSpec(name="shared", spawn=lambda: None, stop=refuse)]
    tree = ProcessTree(specs=specs, say=said.append)
    tree.start()
    with pytest.raises(MaraudeError):
        tree.stop()
    assert not is_alive(pid_in(said[0]))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_the_tree_and_run_returns(number: signal.Signals) -> None:
    said: list[str] = []
    inherited = signal.signal(number, signal.default_int_handler)  # a suite under nohup inherits an ignored SIGHUP
    before = signal.getsignal(number)
    threading.Timer(0.2, os.kill, (os.getpid(), number)).start()
    ProcessTree(specs=[ProcessSpec(name="web", argv=SLEEP)], say=said.append).run()
    assert not is_alive(pid_in(said[0]))
    assert signal.getsignal(number) == before
    signal.signal(number, inherited)


def test_a_second_signal_does_not_wait_for_the_grace() -> None:
    tree = ProcessTree(specs=[ProcessSpec(name="web", argv=STUBBORN)], say=lambda _: None, grace_s=60)
    threads = [threading.Timer(delay, tree.request_stop) for delay in (0.3, 0.5)]
    for thread in threads:
        thread.start()
    tree.run()
    for thread in threads:
        thread.join()


def test_a_signal_before_everything_is_ready_stops_what_has_started() -> None:
    said: list[str] = []
    specs = [ProcessSpec(name="web", argv=SLEEP), ProcessSpec(name="slow", argv=SLEEP, ready=lambda: False)]
    tree = ProcessTree(specs=specs, say=said.append)
    threading.Timer(0.3, tree.request_stop).start()
    tree.run()
    assert not is_alive(pid_in(said[0]))


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_a_killed_supervisor_leaves_no_orphan() -> None:
    argv = [sys.executable, "-c", SUPERVISOR]
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        pids = [pid_in(supervisor.stdout.readline()) for _ in range(2)]
        until(lambda: all(b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids))
        supervisor.kill()
    until(lambda: not any(is_alive(pid) for pid in pids))


def test_a_hook_starts_stops_and_restarts_its_own_process() -> None:
    said, stopped, living = list[str](), list[float](), list[subprocess.Popen[bytes]]()

    def spawn() -> subprocess.Popen[bytes]:
        living.append(subprocess.Popen(["sleep", "60"]))
        return living[-1]

    tree = ProcessTree(specs=[ProcessSpec(name="db", spawn=spawn, stop=stopped.append)], say=said.append, grace_s=7)
    tree.start()
    living[0].kill()
    watch_until(tree, lambda: len(said) == 3)
    tree.stop()
    assert stopped == [7]
    living[1].kill()
    living[1].wait()


def test_a_hook_that_fails_is_tried_again() -> None:
    said: list[str] = []
    outcomes = iter([("true",), None, ("sleep", "60")])

    def spawn() -> subprocess.Popen[bytes]:
        if (argv := next(outcomes)) is None:
            raise MaraudeError("the port is taken")
        return subprocess.Popen(argv)

    tree = ProcessTree(specs=[ProcessSpec(name="db", spawn=spawn)], say=said.append)
    tree.start()
    watch_until(tree, lambda: len(said) == 4)
    assert "db did not start (the port is taken): starting it again in 0.4 s" in said
    tree.stop()


def test_a_process_that_is_not_ours_is_watched_by_its_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_PROBE_EVERY_S", 0.01)
    said, answers = list[str](), [True]
    spec = ProcessSpec(name="db", spawn=lambda: None, ready=lambda: answers[0])
    tree = ProcessTree(specs=[spec], say=said.append)
    tree.start()
    answers[0] = False
    watch_until(tree, lambda: len(said) == 2)
    answers[0] = True
    watch_until(tree, lambda: len(said) == 3)
    assert said == ["db ready (shared)", "db does not answer: starting it again in 0.2 s", "db ready (shared)"]
