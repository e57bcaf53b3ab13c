"""Pages anybody may open: chat, doors, information."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.public import chat
from maraude.web.public.calendar import calendar_page
from maraude.web.public.door import door_page
from maraude.web.public.infos import infos_page, month_page
from maraude.web.public.leave import leave

urlpatterns: list[URLPattern] = [
    path("chat/<str:key>", chat.chat_page, name="chat"),
    path("chat/<str:key>/news", chat.chat_news, name="chat_news"),
    path("chat/<str:key>/code", chat.chat_code, name="chat_code"),
    path("chat/<str:key>/mine", chat.chat_mine, name="chat_mine"),
    path("chat/<str:key>/back", chat.chat_back, name="chat_back"),
    path("chat/<str:key>/erase", chat.chat_erase, name="chat_erase"),
    path("cal/<str:token>.ics", calendar_page, name="calendar_feed"),
    path("r/<str:token>", door_page, name="door"),
    path("infos", infos_page, name="infos"),
    path("infos/leave", leave, name="leave"),
    path("infos/month", month_page, name="month"),
]
