"""The chat page's own door: /chat/<key>. What is written is stored before anything is answered, as at any other door.

Pages themselves come from Django; only the form's POST and the live stream of a visitor are served here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from maraude.channels.webchat.origin import is_from_our_page
from maraude.channels.webchat.submission import Malformed, Submission, read_submission
from maraude.channels.webchat.visitor import (
    CookieNames,
    Sitting,
    first_secret,
    read_secret,
    read_sitting,
    reference,
    write_sitting,
)
from maraude.channels.webchat.work import BITS, is_done, work_seed
from maraude.gateway.accounts import Accounts, DoorAccount
from maraude.gateway.asgi import BodyTooLarge, Disconnected, Message, Receive, Scope, Send, read_body
from maraude.gateway.chat_answers import Answers
from maraude.gateway.chat_live import ChatLive
from maraude.gateway.committer import NotStored
from maraude.gateway.waiting_room import WaitingRoom
from maraude.lib import clock
from maraude.lib.ids import derived_uuid

_WORK_FROM_S = 2.0  # a shorter wait is not worth an old phone's work

type App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visitor:
    """Who writes: their secret, its hash, and what this sitting may read."""

    secret: str
    reference: str
    sitting: Sitting


class Chat:
    """Serves what browsers send to the chat page."""

    def __init__(self, *, accounts: Accounts, room: WaitingRoom, live: ChatLive, pages: App, is_https: bool) -> None:
        """`pages` answers whoever only looks for news, with what they had begun to write still in the form."""
        self._accounts = accounts
        self._room = room
        self._live = live
        self._pages = pages
        self._is_https = is_https

    def serves(self, scope: Scope) -> bool:
        """Say whether this request is ours and not the pages'."""
        parts = scope["path"].split("/")
        if parts[:2] != ["", "chat"]:
            return False
        if len(parts) == 3:
            return bool(scope["method"] == "POST")
        return len(parts) == 4 and parts[3] == "live" and scope["method"] == "GET"

    async def stop(self) -> None:
        """Store what waits."""
        await self._room.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request of a visitor."""
        answers = Answers(send=send, headers=_headers(scope), key=scope["path"].split("/")[2])
        if scope["method"] == "GET":
            await self._watch(receive, answers)
            return
        try:
            body = await read_body(receive)
            submission = read_submission(body, content_type=answers.headers.get("content-type", ""))
        except BodyTooLarge:
            await answers.too_long()
        except Malformed:
            await answers.malformed()
        except Disconnected:
            pass
        else:
            if submission.look and is_from_our_page(answers.headers):
                await self._pages(scope, _once(body), send)
            else:
                await self._write(submission, answers)

    async def _write(self, submission: Submission, answers: Answers) -> None:
        try:
            account = await self._account(answers.key)
        except NotStored:
            await answers.not_stored(submission)
            return
        if account is None:
            await answers.nothing_here()
        elif not is_from_our_page(answers.headers):
            await answers.from_elsewhere()
        elif not submission.key or not (submission.text.strip() or submission.signal):
            await answers.nothing_written(submission)
        else:
            await self._keep(account, submission, answers)

    async def _account(self, key: str) -> DoorAccount | None:
        account = await self._accounts.find(key)
        return account if account is not None and account.channel == "webchat" else None

    async def _keep(self, account: DoorAccount, submission: Submission, answers: Answers) -> None:
        visitor = self._visitor(account, submission, answers)
        account_secret, now = account.account.secrets["secret"], clock.unix()
        has_worked = bool(submission.proof) and is_done(
            submission.seed,
            submission.proof,
            visitor=visitor.reference,
            key=submission.key,
            account_secret=account_secret,
            now=now,
        )
        wait_s = self._room.wait_s(account, visitor.reference, submission, has_worked=has_worked)
        cookies = self._set_cookies(visitor, account_secret, self._names(answers))
        try:
            is_kept = self._room.is_kept(visitor.reference, submission)
            if wait_s >= _WORK_FROM_S and answers.to_script and not is_kept:
                self._room.hold(account, visitor.reference, submission, wait_s=wait_s)
                seed = work_seed(visitor=visitor.reference, key=submission.key, account_secret=account_secret, now=now)
                await answers.work_first(seed=seed, bits=BITS, cookies=cookies)
                return
            await self._room.store(account, visitor.reference, submission, wait_s=wait_s)
        except NotStored:
            await answers.not_stored(submission)
            return
        await answers.kept(submission, cookies=cookies)

    def _names(self, answers: Answers) -> CookieNames:
        return CookieNames.of(answers.key, is_https=self._is_https)

    def _visitor(self, account: DoorAccount, submission: Submission, answers: Answers) -> _Visitor:
        """Return who writes; who has no sitting begins one now, and reads nothing of before."""
        account_secret, now = account.account.secrets["secret"], clock.unix()
        cookies, names = _cookies(answers.headers), self._names(answers)
        secret = read_secret(cookies.get(names.visitor))
        sitting = None
        if secret is not None:
            cookie = cookies.get(names.sitting)
            sitting = read_sitting(cookie, secret=secret, account_secret=account_secret, now=now)
        sitting = sitting.looked(now=now) if sitting else Sitting.beginning(now=now, is_new=secret is None)
        secret = secret or first_secret(submission.key, account_secret=account_secret)
        return _Visitor(secret=secret, reference=reference(secret, account_secret=account_secret), sitting=sitting)

    @staticmethod
    def _set_cookies(visitor: _Visitor, account_secret: str, names: CookieNames) -> tuple[str, str]:
        sitting = write_sitting(visitor.sitting, secret=visitor.secret, account_secret=account_secret)
        return (
            names.set_cookie(names.visitor, visitor.secret),
            names.set_cookie(names.sitting, sitting),
        )

    async def _watch(self, receive: Receive, answers: Answers) -> None:
        try:
            conversation_id = await self._watched(answers)
        except NotStored:
            conversation_id = None
        if conversation_id is None or not await self._live.watch(conversation_id, receive, answers.send):
            await answers.nothing_to_watch()

    async def _watched(self, answers: Answers) -> str | None:
        account, cookies, names = await self._account(answers.key), _cookies(answers.headers), self._names(answers)
        secret = read_secret(cookies.get(names.visitor))
        if account is None or secret is None:
            return None
        account_secret, cookie = account.account.secrets["secret"], cookies.get(names.sitting)
        if read_sitting(cookie, secret=secret, account_secret=account_secret, now=clock.unix()) is None:
            return None
        who = reference(secret, account_secret=account_secret)
        return str(derived_uuid(account.index_key, str(account.id), who))


def _headers(scope: Scope) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}; {value}" if name in headers else value
    return headers


def _cookies(headers: Mapping[str, str]) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _once(body: bytes) -> Receive:
    """Return a `receive` that gives a body already read."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
