"""The sentence of each refusal, in the reader's language: what happened, what was kept, what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from maraude.core.errors import Refused

_SENTENCES = {
    "empty": _("Write something before sending."),
    "too_long": _("This message is too long: cut it in two. What you wrote is kept."),
    "stopped": _(
        "This person asked us to stop writing. They can write again whenever they want; what you wrote is kept."
    ),
    "public_place": _(
        "Others read this place: only the invitation to write in private leaves. What you wrote is kept as a draft."
    ),
    "window_closed": _(
        "The time to answer here is over. It opens again when the person writes; what you wrote is kept as a draft."
    ),
    "erased": _("This person asked for erasure: nothing can be sent to them or kept about them any more."),
    "no_longer": _("Two years after their last word, nobody can be kept any longer."),
    "unknown_keep_reason": _("Say why, among the reasons shown."),
    "wrong_duration": _(
        "Choose 14 to 90 days without a hand-over, and 30 to 730 after one, never shorter. Nothing changed."
    ),
    "place_needed": _("Say where this door is, in a few words."),
    "space_name_needed": _("Give this space the name people there call it by, in a hundred letters at most."),
    "wrong_space_hours": _("These hours cannot be read: write them like “Mo-Su 18:00-23:00” or “24/7”."),
    "space_known": _("This space is in the register already."),
    "wrong_agreement": _(
        "An agreement says who gave it, since when, until when (two years at most) and at least one gesture."
    ),
    "space_ended": _("We are not in this space any more."),
    "space_platform": _("The terms of this platform forbid it, whatever the owner of the space says."),
    "space_no_agreement": _("The owner of this space has not agreed yet: ask first, then write it in the register."),
    "space_agreement_over": _("The agreement of this space's owner is over: ask again before going back."),
    "space_not_agreed": _("The owner of this space did not agree to that."),
    "space_quiet_hours": _("At that hour this space is to be left quiet: look at its hours."),
    "wrong_suggestion": _("A suggestion has words (500 letters), a reason (200), and no link."),
    "own_words": _("Another person than its author approves a suggestion."),
    "no_code_free": _("No code is free now: press again in a minute."),
    "space_forbids": _("This space does not allow that."),
    "wrong_expiry": _("A door closes today at the earliest, and before 2100."),
    "round_place_needed": _("Say where this round goes, in a few words."),
    "wrong_round": _("A round lasts from a quarter of an hour to twelve hours, and begins within a year."),
    "round_is_off": _("This round was taken back."),
    "wrong_log": _("These counts cannot be right: from 0 to 1,000 people, from 1 minute to 12 hours."),
    "no_chat": _("Your association has no chat page yet: ask your administrator to make one."),
    "unknown_code": _("These words open nothing. Look at them again, one by one; after 90 days they end."),
    "too_many_tries": _("That is many tries. Wait a minute, then try again."),
    "already_left": _("Too late to take it back: this message has already left."),
    "not_a_colleague": _("This person does not work with you here."),
    "unknown_outcome": _("Say where things stand before closing."),
    "danger_open": _("An alert is open: close the alert first, with its reason."),
    "already_closed": _("This alert was already closed."),
    "reason_needed": _("Say why you close this alert."),
    "unknown_decision": _("A need is confirmed or dismissed, nothing else."),
    "only_by_a_person": _("Only a person may say that somebody took this step."),
    "referral_moved_on": _("This hand-over is no longer at that point: here is where it stands now."),
    "referral_taken_back": _("This sheet was taken back: what you just sent was not kept."),
    "referral_too_late": _("This hand-over has ended: propose it again if it still helps."),
    "sheet_full": _("This sheet is full: change a line instead of adding one."),
    "refusal_reason_needed": _("Choose a reason: it helps to look elsewhere."),
    "wrong_slot": _("Give a day and an hour to come, within a year."),
    "too_soon": _("It is too soon to say whether it lasted."),
    "outcome_needed": _("Say what has begun: a job, a course, care, or something else."),
    "nobody_to_erase": _("Everything was erased already."),
    "wrong_partner": _(
        "Give in how many days they answer, from 1 to 60, a right e-mail or none, and an end that is not past."
    ),
    "wrong_word": _("Three letters at least, sixty at most."),
    "too_many_words": _("That is many tries: wait a quarter of an hour."),
    "not_warm": _("Writing to the young person is not open, or has ended: the worker can tell you more."),
    "guest_name_needed": _("Give a first name, in letters."),
    "enough_advisers": _("Five colleagues read this sheet already: end somebody's address first."),
    "enough_guest_words": _("That is a lot of messages for one day: call the worker instead."),
    "too_many_events": _("That is a lot for one sheet: telephone instead."),
    "wrong_correction": _("This cannot be right: check what you wrote."),
    "wrong_period": _("A period goes from a day to the same day or a later one, between 2000 and 2100."),
    "wrong_cut": _("Figures are cut by door, channel or age, three at most; never by worker."),
    "unknown_commune": _("This commune is not known here: choose one of the list."),
    "wrong_hours": _("These hours cannot be read: write them like “Mo-Su 18:00-23:00” or “24/7”."),
    "wrong_zone": _("This time zone does not exist."),
    "wrong_bond": _("A bond takes from 1 to 50 exchanges, over 1 to 50 days."),
    "not_of_this_team": _("This person does not work with you here."),
    "nobody_left_on_duty": _("Somebody must stay on duty: name another person first."),
    "wrong_token": _("Telegram does not know this token: copy it again from BotFather."),
    "no_telegram": _("Telegram does not answer: try again in a moment."),
    "wrong_discord_token": _(
        "Discord does not know this token: reset it in the Developer Portal and paste the new one."
    ),
    "no_discord": _("Discord does not answer: try again in a moment."),
    "discord_cannot_reach_us": _("Discord could not reach our address: it must be open to the Internet, over https."),
    "needs_https": _("Telegram only writes to an https address: set MARAUDE_PUBLIC_URL to the public one."),
    "wrong_meta": _("Meta refuses this token, or it is not of this application: copy both again."),
    "no_meta": _("Meta does not answer: try again in a moment."),
    "no_instagram": _("This Page has no professional Instagram account: link one in Meta's settings, then try again."),
    "wrong_server": _("Write a mail server like imap.your-provider.org; a port of its own comes after a colon."),
    "wrong_mailbox": _("The mail server refuses this user or this password."),
    "no_mail_server": _("A mail server does not answer, or not over TLS: check its name and its port."),
    "wrong_mail_address": _("This e-mail address cannot be right."),
    "mailbox_connected": _("This mailbox is connected already."),
    "meta_connected": _("This is connected already."),
    "meta_needs_https": _("Meta only writes to an https address: set MARAUDE_PUBLIC_URL to the public one."),
    "wrong_meta_numbers": _("The two numbers of WhatsApp are made of digits: copy them from Meta's page."),
    "already_connected": _("This is connected already."),
    "wrong_kannel": _("Kannel refuses this user or this password."),
    "no_kannel": _("Kannel does not answer at this address: check it, and that the machine may be reached from here."),
    "wrong_address": _("This address must begin with http:// or https:// and name a machine."),
    "wrong_sender": _("Write the number young people text, with digits only: 38001, or +33 6…"),
    "number_connected": _("This number is connected already."),
    "unknown_caution": _("Choose one of the three levels of caution."),
    "not_a_concern": _("An alert is open here: close the alert."),
    "wrong_contact": _("This telephone number or e-mail address cannot be right."),
    "wrong_invitation": _("Give an e-mail address, a name and a role."),
    "already_here": _("This person already works with you here."),
    "not_alone": _("Somebody else must confirm: neither who asked nor who it is for."),
    "request_over": _("This request was already decided."),
    "not_yourself": _("Somebody else must do this for you."),
    "last_manager": _("Somebody must look after the association: name another person first."),
    "wrong_vetting": _("Give the date written on the attestation: today or earlier."),
    "unknown_role": _("Choose one of the roles."),
    "invitation_over": _("This invitation was used, refused or is too old: ask for another."),
    "glass_reason_needed": _("Say why: two people are told at once, with your name."),
    "not_cleared": _("This person is under 18: give the conversation to a colleague whose attestation was seen."),
    "wrong_request": _(
        "Say who asks, what, and the day it came: today or earlier. A delay is asked for once, in time."
    ),
    "check_needed": _("Say how you made sure who asks; without that, nothing is given."),
    "request_answered": _("This request was already answered."),
    "report_moved_on": _("This sheet is no longer at that point: here is where it stands now."),
    "report_incomplete": _("Say the facts, who was told, to whom it goes; and if the parents are not told, why."),
    "report_too_long": _("This is too long: keep to what was seen and said."),
    "second_reader_needed": _("Choose a colleague who did not write it; only they give the second opinion."),
    "wrong_sending": _("Say which day it was sent, today or earlier, and how."),
    "wrong_cursor": _("This page does not exist any more: start again from the first one."),
}


_FOR_THEM = {
    "empty": _("Write something first."),
    "too_long": _("That is too long: cut it in two."),
    "referral_moved_on": _("This sheet is no longer at that point: look where it stands now."),
    "referral_taken_back": _("This sheet was taken back: nothing more can be done with it."),
    "referral_too_late": _("It is too late for this sheet. You can ask for a new one."),
    "sheet_full": _("The sheet is full: change a line instead of adding one."),
    "wrong_correction": _("There is a mistake in what is written: look again."),
    "too_young": _("Before 15 this is not something one can agree to alone."),
    "too_many_corrections": _("That is a lot for one day: tell the person who writes to you."),
    "not_warm": _("Writing to the young person is not open, or has ended: the worker can tell you more."),
    "guest_name_needed": _("Give a first name, in letters."),
    "enough_advisers": _("Five colleagues read this sheet already: end somebody's address first."),
    "enough_guest_words": _("That is a lot of messages for one day: call the worker instead."),
    "too_many_events": _("That is a lot for one sheet: tell the person who writes to you."),
    "nobody_to_erase": _("Everything was erased already."),
}


def sentence_for_them(refusal: Refused) -> str:
    """Return what a young person reads on their own page for a refusal."""
    return str(_FOR_THEM.get(refusal.code) or sentence(refusal))


def sentence(refusal: Refused) -> str:
    """Return what to show for a refusal."""
    return str(_SENTENCES.get(refusal.code, refusal))


def sentence_of(code: str) -> str:
    """Return what to show for the code of a refusal."""
    return str(_SENTENCES.get(str(code), ""))
