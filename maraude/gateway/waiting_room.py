"""Messages of the chat that come too fast: each waits its turn and is grouped with the next ones, none is dropped.

Danger never waits. Nothing is acknowledged before its commit: what waits here is still on the sender's page.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from maraude.channels.webchat.events import event_id, to_event
from maraude.channels.webchat.submission import Submission
from maraude.gateway.accounts import DoorAccount
from maraude.gateway.committer import Committer, NotStored
from maraude.gateway.sealing import Sealing
from maraude.lib import clock
from maraude.lib.pace import Pace
from maraude.understanding.danger import screen

LONGEST_WAIT_S = 30.0
_SHORTEST_WAIT_S = 0.02
_MOST_WAITING = 2_000  # messages
_LARGEST_GROUP = 100_000  # characters
_MOST_RECENT = 20_000


@dataclass(slots=True, kw_only=True)
class _Group:
    """What one visitor wrote while waiting for their turn."""

    account: DoorAccount
    visitor: str
    at: datetime
    ends_at: float  # of the monotonic clock
    done: asyncio.Future[int]
    submissions: list[Submission] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = None

    def holds(self, submission: Submission) -> bool:
        return any((one.key, one.text) == (submission.key, submission.text) for one in self.submissions)

    @property
    def size(self) -> int:
        return sum(len(one.text) for one in self.submissions)


class WaitingRoom:
    """Stores submissions: at once at an ordinary pace, in groups when somebody, or a crowd, goes faster."""

    def __init__(
        self,
        *,
        sealing: Sealing,
        committer: Committer,
        visitor_pace: Callable[[], Pace] = lambda: Pace(burst=10, every_s=2.0),
        account_pace: Callable[[], Pace] = lambda: Pace(burst=60, every_s=0.1),
    ) -> None:
        """An ordinary pace: ten messages then one every two seconds a visitor; sixty then ten a second an account."""
        self._sealing = sealing
        self._committer = committer
        self._visitors = visitor_pace()
        self._accounts = account_pace()
        self._groups: dict[tuple[str, str], _Group] = {}
        self._recent: dict[str, None] = {}
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def wait_s(self, account: DoorAccount, visitor: str, submission: Submission, *, has_worked: bool) -> float:
        """Return how many seconds this submission should wait: none for danger, STOP, or once the work is done."""
        if has_worked or submission.signal or screen(submission.text).level.is_alert:
            return 0.0
        now = clock.monotonic()
        group = self._groups.get((str(account.id), visitor))
        if group is not None:
            return max(_SHORTEST_WAIT_S, group.ends_at - now)  # it joins the others: one place for all of them
        own = self._visitors.wait_s(visitor, now=now)
        crowd = self._accounts.wait_s(str(account.id), now=now)
        return min(max(own, crowd), LONGEST_WAIT_S)

    def is_kept(self, visitor: str, submission: Submission) -> bool:
        """Say whether this very submission was stored lately."""
        return event_id(submission, visitor=visitor) in self._recent

    async def store(self, account: DoorAccount, visitor: str, submission: Submission, *, wait_s: float) -> None:
        """Return once the submission is durable. Raises `NotStored`."""
        if self.is_kept(visitor, submission):
            return
        group = self._groups.get((str(account.id), visitor))
        if wait_s <= 0 and not (group and group.holds(submission)):
            await self._commit(account, visitor, [submission], at=_now())
            return
        group = self._put(account, visitor, submission, wait_s=wait_s)
        if wait_s <= 0 or group.size > _LARGEST_GROUP:
            self._release(group)
        await asyncio.shield(group.done)

    def hold(self, account: DoorAccount, visitor: str, submission: Submission, *, wait_s: float) -> None:
        """Keep a submission that its page will bring again, the work done; it is stored in its turn if it does not.

        Raises `NotStored` when too many wait.
        """
        self._put(account, visitor, submission, wait_s=wait_s)

    async def stop(self) -> None:
        """Store what waits, at once."""
        for group in list(self._groups.values()):
            self._release(group)
        for task in list(self._tasks):
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _put(self, account: DoorAccount, visitor: str, submission: Submission, *, wait_s: float) -> _Group:
        group = self._groups.get((str(account.id), visitor))
        if group is not None and group.holds(submission):
            return group
        if self._waiting >= _MOST_WAITING:
            raise NotStored("Too many messages are waiting: try again in a moment.")
        self._waiting += 1
        if group is not None:
            group.submissions.append(submission)
            return group
        loop = asyncio.get_running_loop()
        group = _Group(
            account=account,
            visitor=visitor,
            at=_now(),
            ends_at=clock.monotonic() + wait_s,
            done=loop.create_future(),
            submissions=[submission],
        )
        group.done.add_done_callback(_look)
        group.timer = loop.call_later(wait_s, self._release, group)
        self._groups[str(account.id), visitor] = group
        return group

    def _release(self, group: _Group) -> None:
        if self._groups.pop((str(group.account.id), group.visitor), None) is None:
            return
        if group.timer is not None:
            group.timer.cancel()
        self._waiting -= len(group.submissions)
        task = asyncio.get_running_loop().create_task(self._finish(group))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finish(self, group: _Group) -> None:
        try:
            await self._commit(group.account, group.visitor, group.submissions, at=group.at)
        except NotStored as error:
            group.done.set_exception(error)
        else:
            group.done.set_result(len(group.submissions))

    async def _commit(self, account: DoorAccount, visitor: str, submissions: list[Submission], *, at: datetime) -> None:
        rows = await self._sealing.seal(account, [to_event(submissions, visitor=visitor, at=at)], at=at)
        await self._committer.store(rows)
        for submission in submissions:  # the first names the row; the others are remembered here
            self._recent[event_id(submission, visitor=visitor)] = None
        while len(self._recent) > _MOST_RECENT:
            del self._recent[next(iter(self._recent))]


def _now() -> datetime:
    return datetime.fromtimestamp(clock.unix(), UTC)


def _look(done: asyncio.Future[int]) -> None:
    """Look at the end of a group, so that nobody complains of an error that nobody waited for."""
    if not done.cancelled():
        done.exception()
