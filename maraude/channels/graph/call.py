"""One call of the Graph API, and what its answers mean on the three channels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from maraude.channels.interface import Account, WireRequest
from maraude.core.channel import SendResult, SendStatus
from maraude.lib.safe_http import Answer, AnswerLost, NotSent, post

API: Final = "https://graph.facebook.com/v24.0"
# How long to wait where Meta sets a limit without saying for how long (131056: one person, six seconds a message).
_WAIT_S: Final[Mapping[int, float]] = {4: 300.0, 613: 300.0, 80007: 300.0, 130429: 5.0, 131048: 600.0, 131056: 6.0}
_TEMPORARY: Final = {1, 2, 1200, 131000, 131016}
# « Error Codes » of the Messenger Platform and of the Cloud API; a subcode is more precise and comes first.
_REFUSALS: Final[Mapping[int, str]] = {
    10: "auth",
    102: "auth",
    190: "auth",
    131005: "auth",
    131031: "auth",
    133010: "auth",
    368: "policy",
    551: "unknown_recipient",
    131008: "unsupported",
    131021: "unknown_recipient",
    131026: "unknown_recipient",
    131030: "unknown_recipient",
    131047: "window_closed",
    131050: "no_consent",
    131051: "unsupported",
}
_BY_SUBCODE: Final[Mapping[int, str]] = {
    2018001: "unknown_recipient",
    2018065: "window_closed",
    2018108: "unknown_recipient",
    2018109: "window_closed",
    2018278: "window_closed",
    2534022: "window_closed",
    1545041: "unknown_recipient",
}


class _Error(msgspec.Struct):
    code: int = 0
    error_subcode: int = 0
    message: str = ""
    is_transient: bool = False


class _Named(msgspec.Struct):
    id: str = ""


class _Reply(msgspec.Struct):
    """`message_id` is Messenger's and Instagram's, `messages` WhatsApp's."""

    error: _Error | None = None
    message_id: str = ""
    messages: list[_Named] = []


def wire(path: str, values: Mapping[str, object], *, account: Account) -> WireRequest:
    """Return a POST of `values` to a path of the Graph API, with the token in a header, never in an address."""
    headers = {"content-type": "application/json", "authorization": f"Bearer {account.secrets.get('token', '')}"}
    return WireRequest(url=f"{account.outbound_url or API}{path}", headers=headers, body=msgspec.json.encode(values))


def execute(request: WireRequest) -> SendResult:
    """Make the call. A lost answer is ambiguous and never repeated: Meta recognises no repeat."""
    try:
        answer = post(request.url, body=request.body, headers=request.headers)
    except NotSent as error:
        return SendResult(status=SendStatus.FAILED, error=error.code)
    except AnswerLost:
        return SendResult(status=SendStatus.AMBIGUOUS, error="answer_lost")
    return result_of(answer)


def result_of(answer: Answer) -> SendResult:
    """Read an answer of the Graph API: total on any body."""
    try:
        reply = msgspec.json.decode(answer.body, type=_Reply)
    except msgspec.MsgspecError:
        reply = _Reply()
    error = reply.error or _Error()
    if answer.status == 200 and reply.error is None:
        return _sent(reply)
    if answer.status == 429 or error.code in _WAIT_S:
        wait_s = answer.retry_after_s or _WAIT_S.get(error.code)
        return SendResult(status=SendStatus.RATE_LIMITED, retry_after_s=wait_s, error="rate_limited")
    if answer.status >= 500 or error.is_transient or error.code in _TEMPORARY:
        return SendResult(status=SendStatus.FAILED, error="temporary")
    return SendResult(status=SendStatus.REFUSED, error=refusal_of(error.code, error.error_subcode, answer.status))


def refusal_of(code: int, subcode: int = 0, status: int = 400) -> str:
    """Return our word for an error of Meta's."""
    if subcode in _BY_SUBCODE:
        return _BY_SUBCODE[subcode]
    if 200 <= code < 300:
        return "auth"  # a permission that was not given
    return _REFUSALS.get(code, f"http_{status}")


def _sent(reply: _Reply) -> SendResult:
    known = reply.message_id or (reply.messages[0].id if reply.messages else "")
    if not known:  # 200 without a name for it: whether it left cannot be known
        return SendResult(status=SendStatus.AMBIGUOUS, error="bad_answer")
    return SendResult(status=SendStatus.SENT, provider_ids=(known,))
