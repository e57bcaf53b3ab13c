"""Our own chat page. The gateway serves it (`maraude.gateway.chat`): a browser's form is not a platform's webhook."""

from __future__ import annotations

from datetime import datetime

from maraude.channels.interface import Account, Parsed, Plan, RawRequest, Reject, Verdict, WireRequest
from maraude.channels.webchat.plan import CAPABILITIES, plan
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult, SendStatus


class WebchatChannel:
    """The chat page: forms in, messages left on the page out."""

    @property
    def capabilities(self) -> Capabilities:
        """What the page can do."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Turn every webhook away: the only way in is the page itself."""
        del request, account
        return Reject(status=403, reason="Write on the page of the chat.")

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read nothing: what a browser sends is read with its cookies, by `read_submission`."""
        del body, at
        return Parsed(malformed="Write on the page of the chat.")

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Return the body that the page's script reads."""
        del accepted, duplicates
        return b'{"kept":true}'

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Leave it on the page, or refuse."""
        return plan(outbound, state=state, account=account)

    def execute(self, request: WireRequest) -> SendResult:
        """Do nothing: the page fetches what is marked as sent."""
        del request
        return SendResult(status=SendStatus.SENT)
