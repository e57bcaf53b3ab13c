"""Addresses of all pages; those of one room are listed in that room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from maraude.web.alerts import views as alerts
from maraude.web.health import readyz
from maraude.web.inbox import gestures, glass, levers, question
from maraude.web.inbox import path as walk
from maraude.web.inbox import views as inbox
from maraude.web.privacy.consents import consents
from maraude.web.privacy.retention import keep
from maraude.web.safeguarding.views import register_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.home, name="home"),
    path("inbox/", inbox.folder_page, name="inbox"),
    path("inbox/live", inbox.bar_fragment, name="inbox_live"),
    path("inbox/next", inbox.next_person, name="next_person"),
    path("c/<uuid:conversation_id>/", inbox.conversation_page, name="conversation"),
    path("c/<uuid:conversation_id>/reply", gestures.reply, name="reply"),
    path("c/<uuid:conversation_id>/undo/<uuid:message_id>", gestures.undo, name="undo"),
    path("c/<uuid:conversation_id>/draft", gestures.draft, name="draft"),
    path("c/<uuid:conversation_id>/need", gestures.decide, name="decide_need"),
    path("c/<uuid:conversation_id>/invite", gestures.invite, name="invite"),
    path("c/<uuid:conversation_id>/settle", gestures.settle, name="settle_concern"),
    path("c/<uuid:conversation_id>/lever", levers.insert_lever, name="insert_lever"),
    path("c/<uuid:conversation_id>/question", question.insert_question, name="insert_question"),
    path("c/<uuid:conversation_id>/move", gestures.move, name="move"),
    path("c/<uuid:conversation_id>/path", walk.step, name="path_step"),
    path("c/<uuid:conversation_id>/newness", walk.newness, name="newness"),
    path("c/<uuid:conversation_id>/age", walk.age, name="age_band"),
    path("c/<uuid:conversation_id>/glass", glass.break_it, name="break_glass"),
    path("c/<uuid:conversation_id>/readers", glass.readers, name="readers"),
    path("c/<uuid:conversation_id>/consents", consents, name="consents"),
    path("c/<uuid:conversation_id>/keep", keep, name="keep"),
    path("journal", glass.journal, name="journal"),
    path("alerts/", alerts.alert_list, name="alerts"),
    path("alerts/<uuid:alert_id>", alerts.alert_page, name="alert"),
    path("alerts/<uuid:alert_id>/take", alerts.alert_take, name="alert_take"),
    path("alerts/<uuid:alert_id>/close", alerts.alert_close, name="alert_close"),
    path("readyz", readyz, name="readyz"),
    path("", include("maraude.web.public.urls")),
    path("me/", include("maraude.web.me.urls")),
    path("a/", include("maraude.web.answer.urls")),
    path("s/", include("maraude.web.structure.urls")),
    path("c/<uuid:conversation_id>/", include("maraude.web.referrals.urls")),
    path("c/<uuid:conversation_id>/", include("maraude.web.directory.thread_urls")),
    path("rounds/", include("maraude.web.rounds.urls")),
    path("directory/", include("maraude.web.directory.urls")),
    path("reports/", include("maraude.web.reports.urls")),
    path("c/<uuid:conversation_id>/", include("maraude.web.safeguarding.urls")),
    path("privacy/register", register_page, name="register"),
    path("privacy/", include("maraude.web.privacy.urls")),
    path("settings/", include("maraude.web.settings.urls")),
]
