from __future__ import annotations

from maraude.channels.interface import WireRequest
from maraude.core.channel import SendResult, SendStatus
from maraude.lib.safe_http import Answer, AnswerLost, NotSent, post


def execute(request: WireRequest) -> SendResult:
    """Give Kannel a text. A lost answer is ambiguous and never repeated: Kannel recognises no repeat."""
    try:
        answer = post(request.url, body=request.body, headers=request.headers)
    except NotSent as error:
        return SendResult(status=SendStatus.FAILED, error=error.code)
    except AnswerLost:
        return SendResult(status=SendStatus.AMBIGUOUS, error="answer_lost")
    return result_of(answer)


def result_of(answer: Answer) -> SendResult:
    """Read an answer of Kannel's sendsms: total on any body."""
    if answer.status in {200, 202}:
        return SendResult(status=SendStatus.SENT)
    if answer.status == 429:
        return SendResult(status=SendStatus.RATE_LIMITED, retry_after_s=answer.retry_after_s, error="rate_limited")
    if answer.status >= 500:
        return SendResult(status=SendStatus.FAILED, error="temporary")
    if answer.status in {401, 403}:
        return SendResult(status=SendStatus.REFUSED, error="auth")
    return SendResult(status=SendStatus.REFUSED, error=f"http_{answer.status}")
