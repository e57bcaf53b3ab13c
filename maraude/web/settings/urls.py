"""Settings and first steps, for staff."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.settings import (
    channels,
    contact,
    discord,
    doors,
    levers,
    people,
    posters,
    spaces,
    stories,
    understanding,
    views,
)

urlpatterns: list[URLPattern] = [
    path("", views.home, name="settings"),
    path("health", views.health_page, name="health"),
    path("hours", views.hours_page, name="hours"),
    path("hours/save", views.save_hours, name="save_hours"),
    path("contact", contact.save_contact, name="save_contact"),
    path("people", people.people_page, name="people"),
    path("people/invite", people.invite, name="invite"),
    path("people/asked/<uuid:request_id>", people.decide, name="decide_account"),
    path("people/<uuid:member_id>", people.change, name="change_member"),
    path("understanding", understanding.understanding_page, name="understanding"),
    path("understanding/save", understanding.save_understanding, name="save_understanding"),
    path("channels", channels.channels_page, name="channels"),
    path("channels/telegram", channels.add_telegram, name="add_telegram"),
    path("channels/discord", discord.discord_page, name="discord"),
    path("channels/discord/add", discord.add_discord, name="add_discord"),
    path("channels/discord/<uuid:account_id>/on", discord.switch_on, name="switch_discord_on"),
    path("channels/discord/<uuid:account_id>/check", discord.check, name="check_discord"),
    path("channels/discord/<uuid:account_id>/end", discord.end, name="end_discord"),
    path("channels/<uuid:account_id>/check", channels.check_channel, name="check_channel"),
    path("channels/<uuid:account_id>/end", channels.end_channel, name="end_channel"),
    path("duty", views.save_duty, name="save_duty"),
    path("spaces", spaces.space_list, name="spaces"),
    path("spaces/<uuid:space_id>", spaces.space_page, name="space"),
    path("spaces/<uuid:space_id>/agree", spaces.space_agree, name="space_agree"),
    path("spaces/<uuid:space_id>/kit", spaces.space_kit, name="space_kit"),
    path("spaces/<uuid:space_id>/end", spaces.space_end, name="space_end"),
    path("stories", stories.story_list, name="stories"),
    path("stories/<uuid:story_id>", stories.story_page, name="story"),
    path("stories/<uuid:story_id>/end", stories.story_end, name="story_end"),
    path("levers", levers.library_page, name="levers"),
    path("levers/<uuid:suggestion_id>", levers.decide, name="lever_decide"),
    path("doors", doors.door_list, name="doors"),
    path("doors/<uuid:door_id>/looked", doors.door_looked, name="door_looked"),
    path("doors/<uuid:door_id>/poster.<str:kind>", posters.poster_file, name="door_poster_file"),
    path("doors/<uuid:door_id>/end", doors.door_end, name="door_end"),
    path("doors/<uuid:door_id>/poster", doors.door_poster, name="door_poster"),
    path("doors/<uuid:door_id>/code.svg", doors.door_code, name="door_code"),
]
