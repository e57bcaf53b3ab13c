from __future__ import annotations

import msgspec

from maraude.channels.interface import WireRequest
from maraude.core.channel import SendResult, SendStatus
from maraude.lib.safe_http import Answer, AnswerLost, NotSent, post


class _Parameters(msgspec.Struct):
    retry_after: float | None = None


class _Sent(msgspec.Struct):
    message_id: int


class _Reply(msgspec.Struct):
    ok: bool = False
    result: _Sent | None = None
    description: str = ""
    parameters: _Parameters | None = None


def execute(request: WireRequest) -> SendResult:
    """Call the Bot API. A lost answer is ambiguous and never repeated: Telegram recognises no repeat."""
    try:
        answer = post(request.url, body=request.body, headers=request.headers)
    except NotSent as error:
        return SendResult(status=SendStatus.FAILED, error=error.code)
    except AnswerLost:
        return SendResult(status=SendStatus.AMBIGUOUS, error="answer_lost")
    return result_of(answer)


def result_of(answer: Answer) -> SendResult:
    """Read an answer of the Bot API: total on any body."""
    try:
        reply = msgspec.json.decode(answer.body, type=_Reply)
    except msgspec.MsgspecError:
        reply = _Reply()
    if answer.status == 429:
        wait_s = reply.parameters.retry_after if reply.parameters else answer.retry_after_s
        return SendResult(status=SendStatus.RATE_LIMITED, retry_after_s=wait_s, error="rate_limited")
    if answer.status == 200 and reply.ok:
        sent = (str(reply.result.message_id),) if reply.result is not None else ()
        return SendResult(status=SendStatus.SENT, provider_ids=sent)
    if answer.status >= 500:
        return SendResult(status=SendStatus.FAILED, error="temporary")
    return SendResult(status=SendStatus.REFUSED, error=_refusal(answer.status, reply.description.casefold()))


def _refusal(status: int, said: str) -> str:
    if status in {401, 404}:
        return "auth"
    if "blocked" in said or "deactivated" in said:
        return "blocked_by_user"
    if "chat not found" in said:
        return "unknown_recipient"
    return "too_long" if "too long" in said else f"http_{status}"
