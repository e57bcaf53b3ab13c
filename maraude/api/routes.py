"""Every address of /api/v1, as data."""

from __future__ import annotations

from maraude.api.alerts import views as alerts
from maraude.api.alerts.listing import StateChoice
from maraude.api.alerts.shapes import AlertPage, AlertRow, Closing
from maraude.api.conversations import views as conversations
from maraude.api.conversations.shapes import Conversation, ConversationPage, Message, NewMessage
from maraude.api.conversations.views import FolderChoice
from maraude.api.edge.caller import Scope
from maraude.api.edge.route import Parameter, Route
from maraude.api.proposals.views import Language, list_proposals
from maraude.api.referrals import views as referrals
from maraude.api.referrals.shapes import NewReferral, Referral
from maraude.api.report.views import read_report
from maraude.apps.directory.answer import Proposals
from maraude.apps.reporting.queries.report import Report
from maraude.core.figures import Audience

PREFIX = "/api/v1"

_CURSOR = Parameter(name="cursor", description="The `next` of the page before.")
_FOLDER = Parameter(name="folder", description="Which conversations.", default=FolderChoice.ALL)
_STATE = Parameter(name="state", description="Which alerts; `open` is all but closed.", default=StateChoice.OPEN)
_FROM = Parameter(name="from", description="First day, like 2026-11-01; the first of this month when absent.")
_TO = Parameter(name="to", description="Last day, included; the last of this month when absent.")
_AUDIENCE = Parameter(name="audience", description="Who will read the figures.", default=Audience.TEAM)
_BY = Parameter(name="by", description="Cut by door, channel, age_band: up to three, with commas.")
_LANGUAGE = Parameter(name="language", description="Of the sentences.", default=Language.FRENCH)
_LIMIT = Parameter(name="limit", description="How many proposals, 1 to 50; 10 when absent.")

ROUTES = (
    Route(
        method="GET",
        path="/conversations",
        name="list_conversations",
        summary="List conversations, danger first",
        scope=Scope.CONVERSATIONS,
        handle=conversations.list_conversations,
        query=(_FOLDER, _CURSOR),
        answers={200: ConversationPage},
    ),
    Route(
        method="GET",
        path="/conversations/{id}",
        name="read_conversation",
        summary="Read a conversation, from the end of its thread",
        scope=Scope.CONVERSATIONS,
        handle=conversations.read_conversation,
        query=(_CURSOR,),
        answers={200: Conversation},
    ),
    Route(
        method="POST",
        path="/conversations/{id}/messages",
        name="post_message",
        summary="Answer, as the person of the token (200: this key was already used, here is its message)",
        scope=Scope.MESSAGES,
        handle=conversations.post_message,
        body=NewMessage,
        answers={200: Message, 201: Message},
    ),
    Route(
        method="GET",
        path="/conversations/{id}/proposals",
        name="list_proposals",
        summary="Propose services for what a conversation says, safety lines first",
        scope=Scope.CONVERSATIONS,
        handle=list_proposals,
        query=(_LANGUAGE, _LIMIT),
        answers={200: Proposals},
    ),
    Route(
        method="GET",
        path="/alerts",
        name="list_alerts",
        summary="List alerts, the most serious first",
        scope=Scope.ALERTS,
        handle=alerts.list_all,
        query=(_STATE, _CURSOR),
        answers={200: AlertPage},
    ),
    Route(
        method="POST",
        path="/alerts/{id}/take",
        name="take_alert",
        summary="Answer for an alert, as the person of the token",
        scope=Scope.ALERTS,
        handle=alerts.take_alert,
        answers={200: AlertRow},
    ),
    Route(
        method="POST",
        path="/alerts/{id}/close",
        name="close_alert",
        summary="Close an alert with a reason, as the person of the token",
        scope=Scope.ALERTS,
        handle=alerts.close_alert,
        body=Closing,
        answers={200: AlertRow},
    ),
    Route(
        method="GET",
        path="/report",
        name="read_report",
        summary="Read the figures of a period (409 for a funder, until small numbers are protected)",
        scope=Scope.REPORT,
        handle=read_report,
        query=(_FROM, _TO, _AUDIENCE, _BY),
        answers={200: Report},
        may_refuse=True,
    ),
    Route(
        method="POST",
        path="/referrals",
        name="propose_referral",
        summary="Propose a service to a young person, as the person of the token (200: it was already under way)",
        scope=Scope.REFERRALS,
        handle=referrals.propose,
        body=NewReferral,
        answers={200: Referral, 201: Referral},
        names_others=True,
    ),
    Route(
        method="GET",
        path="/referrals/{id}",
        name="read_referral",
        summary="Read where a hand-over stands",
        scope=Scope.REFERRALS,
        handle=referrals.read_referral,
        answers={200: Referral},
    ),
)
