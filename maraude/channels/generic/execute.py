from __future__ import annotations

from maraude.channels.interface import WireRequest
from maraude.core.channel import SendResult, SendStatus
from maraude.lib.safe_http import AnswerLost, NotSent, post


def execute(request: WireRequest) -> SendResult:
    """Post to the partner. A lost answer is ambiguous; the partner recognises a repeat by its message_id."""
    if not request.url:
        return SendResult(status=SendStatus.SENT)
    return _post(request)


def _post(request: WireRequest) -> SendResult:
    try:
        answer = post(request.url, body=request.body, headers=request.headers)
    except NotSent as error:
        return SendResult(status=SendStatus.FAILED, error=error.code)
    except AnswerLost:
        return SendResult(status=SendStatus.AMBIGUOUS, error="answer_lost")
    if answer.status in {429, 503}:
        return SendResult(status=SendStatus.RATE_LIMITED, retry_after_s=answer.retry_after_s, error="rate_limited")
    if 200 <= answer.status < 300:
        return SendResult(status=SendStatus.SENT)
    if answer.status >= 500:
        return SendResult(status=SendStatus.FAILED, error="temporary")
    return SendResult(status=SendStatus.REFUSED, error=f"http_{answer.status}")
