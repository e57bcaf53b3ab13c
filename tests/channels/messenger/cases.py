"""Webhooks of Messenger, as Meta's reference describes them."""

from __future__ import annotations

from maraude.channels.interface import Account
from tests.channels.graph.pages import pages_cases
from tests.channels.kit import request
from tests.support.meta import SECRETS, page, signed

ACCOUNT = Account(secrets=SECRETS)
CASES = pages_cases("page")
_BODY = page({"message": {"mid": "m_1", "text": "coucou"}}, object="page")
FORGERIES = (
    request(_BODY.replace(b"coucou", b"coucov"), headers=signed(_BODY)),
    request(_BODY, headers=signed(_BODY, "another")),
    request(_BODY, headers={"x-hub-signature-256": ""}),
    request(method="GET", query="hub.mode=subscribe&hub.verify_token=&hub.challenge=1"),
)
