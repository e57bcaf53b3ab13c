from __future__ import annotations

from typing import Any, Final

import msgspec

from maraude.channels.discord.plan import OPEN_DM
from maraude.channels.interface import WireRequest
from maraude.core.channel import SendResult, SendStatus
from maraude.lib.safe_http import Answer, AnswerLost, NotSent, post

# « JSON Error Codes »: what they mean for who waits for the answer.
_CODES: Final = {
    10003: "unknown_recipient",
    10013: "unknown_recipient",
    10015: "window_closed",  # the interaction's token is dead
    10062: "window_closed",
    20026: "policy",
    40094: "window_closed",  # no more answers under this interaction
    50007: "dm_closed",
    50014: "auth",
    50027: "window_closed",
    50033: "unknown_recipient",
    50278: "no_common_server",
    200000: "policy",
    240000: "policy",
}
_TOO_FAST: Final = 40003  # opening private messages with many people at once
_TOO_FAST_S: Final = 600.0
_CLOSED: Final = {"dm_closed", "no_common_server"}


class _Said(msgspec.Struct):
    id: str = ""
    code: int = 0
    retry_after: float | None = None


class _Dm(msgspec.Struct):
    recipient_id: str
    message: dict[str, Any]
    otherwise: str = ""
    under: dict[str, Any] = {}


def execute(request: WireRequest) -> SendResult:
    """Answer under an interaction, or by private message; who closed theirs is answered under the interaction.

    A lost answer is ambiguous and never repeated: Discord recognises repeats for minutes only.
    """
    if not request.url.endswith(OPEN_DM):
        return _post(request.url, request.body, request)
    dm = msgspec.json.decode(request.body, type=_Dm)
    opened = _post(request.url, msgspec.json.encode({"recipient_id": dm.recipient_id}), request, is_sending=False)
    if opened.status == SendStatus.SENT and opened.provider_ids:
        address = f"{request.url.removesuffix(OPEN_DM)}/channels/{opened.provider_ids[0]}/messages"
        opened = _post(address, msgspec.json.encode(dm.message), request)
    if opened.error in _CLOSED and dm.otherwise:
        under = _post(dm.otherwise, msgspec.json.encode(dm.under), request)
        return opened if under.error == "window_closed" else under  # the closed messages are the reason to tell
    return opened


def _post(url: str, body: bytes, request: WireRequest, *, is_sending: bool = True) -> SendResult:
    is_webhook = "/webhooks/" in url
    headers = {name: value for name, value in request.headers.items() if name != "authorization" or not is_webhook}
    try:
        answer = post(url, body=body, headers=headers)
    except NotSent as error:
        return SendResult(status=SendStatus.FAILED, error=error.code)
    except AnswerLost:
        lost = SendStatus.AMBIGUOUS if is_sending else SendStatus.FAILED  # opening a place twice opens one
        return SendResult(status=lost, error="answer_lost")
    return result_of(answer, is_webhook=is_webhook)


def result_of(answer: Answer, *, is_webhook: bool = False) -> SendResult:
    """Read an answer of Discord's: total on any body."""
    try:
        told = msgspec.json.decode(answer.body, type=_Said)
    except msgspec.MsgspecError:
        told = _Said()
    if answer.status == 429 or told.code == _TOO_FAST:
        wait_s = told.retry_after or answer.retry_after_s or (_TOO_FAST_S if told.code == _TOO_FAST else None)
        return SendResult(status=SendStatus.RATE_LIMITED, retry_after_s=wait_s, error="rate_limited")
    if 200 <= answer.status < 300:
        return SendResult(status=SendStatus.SENT, provider_ids=(told.id,) if told.id else ())
    if answer.status >= 500:
        return SendResult(status=SendStatus.FAILED, error="temporary")
    return SendResult(status=SendStatus.REFUSED, error=_CODES.get(told.code) or _refusal(answer.status, is_webhook))


def _refusal(status: int, is_webhook: bool) -> str:
    if is_webhook and status in {401, 404}:
        return "window_closed"
    return "auth" if status == 401 else f"http_{status}"
