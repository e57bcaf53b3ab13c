"""The chat page of an association, and a browser in front of it, as the gateway and the pages serve them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.test import Client

from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.models import Conversation
from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.secrets import account_secrets
from maraude.channels.webchat import visitor
from maraude.channels.webchat.events import to_event
from maraude.channels.webchat.submission import Submission
from maraude.jobs.sender import send_waiting
from maraude.lib import clock
from maraude.lib.text import storable
from tests.support.door import say
from tests.support.roles import as_role
from tests.support.world import Association


@dataclass
class Page:
    """The chat page of an association, and a browser in front of it."""

    association: Association
    key: str
    secret: str
    process: Callable[[], int]
    client: Client = field(default_factory=lambda: Client(headers={"accept-language": "fr"}))
    written: int = 0

    @property
    def names(self) -> visitor.CookieNames:
        return visitor.CookieNames.of(self.key, is_https=False)

    def cookie(self, name: str) -> str:
        """Return what the browser keeps under `visitor` or `sitting`."""
        kept = self.client.cookies.get(getattr(self.names, name))
        return kept.value if kept is not None else ""

    @property
    def path(self) -> str:
        return f"/chat/{self.key}"

    def write(self, text: str, *, door: str = "", signal: str = "", process: bool = True) -> None:
        """Do what the gateway does with the form: store the event, give the browser its cookies."""

        self.written += 1
        press = Submission(text=storable(text), key=f"press-{self.written:08d}-{id(self)}", door=door, signal=signal)
        now = clock.now()
        secret = visitor.read_secret(self.cookie("visitor"))
        is_new = secret is None
        secret = secret or visitor.first_secret(press.key, account_secret=self.secret)
        sitting = visitor.read_sitting(
            self.cookie("sitting"), secret=secret, account_secret=self.secret, now=now.timestamp()
        )
        sitting = sitting or visitor.Sitting.beginning(now=now.timestamp(), is_new=is_new)
        event = to_event([press], visitor=visitor.reference(secret, account_secret=self.secret), at=now)
        say(replace(self.association, key=self.key), event)
        self.client.cookies[self.names.visitor] = secret
        self.client.cookies[self.names.sitting] = visitor.write_sitting(
            sitting, secret=secret, account_secret=self.secret
        )
        if process:
            self.process()

    def _sit(self, sitting: visitor.Sitting, secret: str) -> None:
        mark = visitor.write_sitting(sitting, secret=secret, account_secret=self.secret)
        self.client.cookies[self.names.sitting] = mark

    def wait(self, *, hours: int) -> None:
        """Let hours pass without a look."""
        secret = self.cookie("visitor")
        sitting = visitor.Sitting(since_ms=0, seen=int(clock.unix()) - hours * 3600)
        self.client.cookies[self.names.sitting] = visitor.write_sitting(
            sitting, secret=secret, account_secret=self.secret
        )

    def read(self) -> str:
        answer = self.client.get(self.path)
        assert answer.status_code == 200
        return str(answer.content.decode())

    def answer(self, text: str) -> None:
        """Nour answers, and the sender leaves it on the page."""

        with self.association.inside():
            thread = Conversation.objects.filter(channel="webchat").latest("created_at")
            send_message(
                conversation=thread, text=text, author_id=self.association.staff["nour"], idempotency_key=text[:60]
            )
        with as_role("jobs"):
            while send_waiting():
                pass


def open_page(association: Association, process: Callable[[], int]) -> Page:

    with association.inside():
        account = open_account(org_id=association.org_id, channel="webchat", name="Chat", actor="test")
        secret = account_secrets(account)["secret"]
    return Page(association=association, key=account.key, secret=secret, process=process)
