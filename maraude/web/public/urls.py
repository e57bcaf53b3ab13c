"""Pages anybody may open: chat, doors, information."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.public import chat
from maraude.web.public.calendar import calendar_page
from maraude.web.public.door import door_page, door_report
from maraude.web.public.infos import infos_page, month_page, worried_page
from maraude.web.public.leave import leave
from maraude.web.public.partner import kit_code, kit_page, overlay_code, overlay_page
from maraude.web.public.play import play_card, play_page
from maraude.web.public.verify import verify_page

urlpatterns: list[URLPattern] = [
    path("chat/<str:key>", chat.chat_page, name="chat"),
    path("chat/<str:key>/news", chat.chat_news, name="chat_news"),
    path("chat/<str:key>/code", chat.chat_code, name="chat_code"),
    path("chat/<str:key>/mine", chat.chat_mine, name="chat_mine"),
    path("chat/<str:key>/back", chat.chat_back, name="chat_back"),
    path("chat/<str:key>/erase", chat.chat_erase, name="chat_erase"),
    path("cal/<str:token>.ics", calendar_page, name="calendar_feed"),
    path("r/<str:token>", door_page, name="door"),
    path("r/<str:token>/report", door_report, name="door_report"),
    path("kit/<str:token>", kit_page, name="kit"),
    path("kit/<str:token>/code.svg", kit_code, name="kit_code"),
    path("overlay/<str:token>", overlay_page, name="overlay"),
    path("overlay/<str:token>/code.svg", overlay_code, name="overlay_code"),
    path("play/<str:token>", play_page, name="play"),
    path("play/<str:token>/card.svg", play_card, name="play_card"),
    path("verify", verify_page, name="verify"),
    path("infos/worried", worried_page, name="worried"),
    path("infos", infos_page, name="infos"),
    path("infos/leave", leave, name="leave"),
    path("infos/month", month_page, name="month"),
]
