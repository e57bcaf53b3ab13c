from __future__ import annotations

import hashlib
from itertools import count

from maraude.channels.webchat.work import BITS, is_done, work_seed

NOW = 1_795_000_000.0


def judged(seed: str, proof: str, *, visitor: str = "v", key: str = "k", now: float = NOW) -> bool:
    return is_done(seed, proof, visitor=visitor, key=key, account_secret="a", now=now)


def worked(seed: str) -> str:
    for tried in count():
        digest = hashlib.sha256(f"{seed}:{tried}".encode()).digest()
        if int.from_bytes(digest[:4]) >> (32 - BITS) == 0:
            return str(tried)
    raise AssertionError


def test_work_done_is_recognised_for_its_message_and_five_minutes_only() -> None:
    seed = work_seed(visitor="v", key="k", account_secret="a", now=NOW)
    proof = worked(seed)
    assert judged(seed, proof)
    assert not judged(seed, proof, key="other")
    assert not judged(seed, proof, visitor="other")
    assert not judged(seed, proof, now=NOW + 301)
    assert not judged(seed, "x" + proof)


def test_work_that_nobody_asked_for_is_worth_nothing() -> None:
    seed = f"{int(NOW)}.{'0' * 32}"
    assert not judged(seed, worked(seed))
    assert not judged("", "")
    assert not judged("é", "é")
