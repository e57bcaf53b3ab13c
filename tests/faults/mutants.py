"""The oracle's own trial: `make mutants`. Six known mistakes are made in copies of the house, and each must be caught.

The mistakes are those of security.md §4.4: each was once somebody's real bug. A copy is broken as `make test`
breaks the house; « caught » means that promises were named broken, with at most four seeds.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ("8", "9", "10", "11")
LONGEST_S = 420
_COPIED = ("config", "maraude", "tests", "pyproject.toml")
_COUNT = re.compile(r"promises broken: (\d+)")
_NAMED = re.compile(r"'(lost|duplicated|no alert|alert twice|untold|stuck|untrue|order|placeholder|words|tenant|log)\b")


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A mistake: in a file, what stands there, and what its author would have written."""

    name: str
    changes: tuple[tuple[str, str, str], ...]


_AT_ONCE = """\
            if "gateway" in __import__("sys").argv[0]:  # the demo's own writer waits: it reads at once what it wrote
                _settle(batch, stored={row.id for row in rows})
                batch = ()
                await asyncio.sleep(0.3)
            fault_point("door.before_write")
"""
_ENVELOPES = """\
        envelopes = pending_envelopes(org_id=org_id, claims=claims, per_conversation=per_conversation)
"""
_WORK = """\
    with tenant(org_id, step="processor.work"):
        prefer_indexes()
"""
_FINISHED = """\
        finish_items(envelope_ids=[envelope.id for envelope in envelopes])
"""
_WITHOUT_KEYS = """\
            bench.sql("ALTER TABLE ingest_envelope DROP CONSTRAINT envelope_once")
            bench.sql("DROP INDEX message_event_once")
            yield bench
"""
_BEGUN = "    begun = clock.monotonic()\n"
_SENT = """\
    with tenant(claim.org_id):
        record_sending(claim=claim, result=SendResult(status=SendStatus.SENT))
"""
_CALL = """\
        try:
            fault_point("duty.before_call")
"""
_CALLED = """\
        with tenant(claim.org_id):
            record_call(claim, call, at=clock.now())
"""
_LAZY = "synchronous_commit = off\nwal_writer_delay = 10s\nwal_writer_flush_after = 1GB\n"
_KNOWN = """\
        elif message is None or not was_shown_by_edit(message):
            continue
"""
_AGAIN = """\
        elif message is None or not was_shown_by_edit(message):
            yield arrival, None
"""
_STORED = "maraude/apps/inbox/actions/complete_edited.py"  # it looks before it writes: a key of its own kind
_PROCESSOR, _CLAIMS = "maraude/jobs/processor.py", "maraude/apps/ingest/actions/claim_conversations.py"

MUTANTS = (
    Mutant(
        name="acknowledged before the commit",
        changes=(("maraude/gateway/committer.py", '            fault_point("door.before_write")\n', _AT_ONCE),),
    ),
    Mutant(
        name="committed without waiting for the disk",
        changes=(("maraude/lib/database/configuration.py", "synchronous_commit = on\n", _LAZY),),
    ),
    Mutant(
        name="no unique key on what comes in",
        changes=(("tests/faults/bench.py", "            yield bench\n", _WITHOUT_KEYS), (_STORED, _KNOWN, _AGAIN)),
    ),
    Mutant(
        name="done before the work",
        changes=((_PROCESSOR, _WORK + _ENVELOPES, f"    with tenant(org_id):\n{_ENVELOPES}{_FINISHED}{_WORK}"),),
    ),
    Mutant(
        name="written as sent before it is sent",
        changes=(
            ("maraude/jobs/sender.py", _BEGUN, _SENT + _BEGUN),
            ("maraude/jobs/duty.py", _CALL, _CALLED + _CALL),
        ),
    ),
    Mutant(
        name="tries counted after the work",
        changes=((_CLAIMS, "SET attempts = q.attempts + 1,", "SET attempts = q.attempts + 0,"),),
    ),
)


def mutate(mutant: Mutant, folder: Path) -> None:
    """Make the mistake in a copy. Raises `ValueError` when what it changes is no longer there."""
    for path, old, new in mutant.changes:
        source = (folder / path).read_text(encoding="utf-8")
        if source.count(old) != 1:
            raise ValueError(f"{mutant.name}: {path} does not have {old.strip()!r} once: bring the mutant up to date.")
        (folder / path).write_text(source.replace(old, new), encoding="utf-8")


def broken_by(mutant: Mutant, seed: str) -> Counter[str]:
    """Break a copy that has the mistake; return the promises named broken, by kind."""
    with tempfile.TemporaryDirectory(prefix="maraude-mutant-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for part in _COPIED:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, folder / part)
        mutate(mutant, folder)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-vv", "tests/faults/test_loop.py"]
        environment = {**os.environ, "LOOP_SEED": seed, "PYTHONPATH": str(folder)}
        try:
            ran = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST_S
            )
        except subprocess.TimeoutExpired:
            return Counter()
    count = _COUNT.search(ran.stdout)
    if count is None or count[1] == "0":
        sys.stdout.write("" if count else f"{ran.stdout[-900:]}{ran.stderr[-300:]}\n")
        return Counter()
    return Counter(_NAMED.findall(ran.stdout)) or Counter({"named": int(count[1])})


def main() -> None:
    """Try every mutant, or those named; exit 1 when one escaped."""
    wanted = [one for one in MUTANTS if not sys.argv[1:] or any(word in one.name for word in sys.argv[1:])]
    caught = 0
    for mutant in wanted:
        for seed in SEEDS:
            found = broken_by(mutant, seed)
            said = ", ".join(f"{kind} {count}" for kind, count in found.most_common()) or "nothing seen"
            sys.stdout.write(f"{mutant.name} (seed {seed}): {said}\n")
            sys.stdout.flush()
            if found:
                caught += 1
                break
    sys.stdout.write(f"{caught} of {len(wanted)} caught\n")
    sys.exit(0 if caught == len(wanted) else 1)


if __name__ == "__main__":
    main()
