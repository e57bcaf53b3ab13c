"""The words for stored values: no one reads an identifier on a screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from maraude.web.directory_words import DIRECTORY_WORDS
from maraude.web.handover_words import HANDOVER_WORDS
from maraude.web.outreach_words import OUTREACH_WORDS

_WORDS = {
    # needs
    "housing": _("housing"),
    "employment": _("work"),
    "training": _("training"),
    "guidance": _("finding one's way"),
    "money": _("money"),
    "food_equipment": _("food, clothes, furniture"),
    "mobility": _("getting around"),
    "admin_rights": _("papers and rights"),
    "justice": _("justice"),
    "mental_health": _("feeling low"),
    "health": _("health"),
    "addiction": _("addiction"),
    "sexual_health": _("sexual health"),
    "family": _("family"),
    "isolation": _("loneliness"),
    "digital": _("phone and internet"),
    "literacy": _("reading, writing, French"),
    "violence": _("violence"),
    "international": _("going abroad"),
    "entrepreneurship": _("own business"),
    # dangers
    "suicide": _("suicide"),
    "self_harm": _("self-harm"),
    "sexual_violence": _("sexual violence"),
    "exploitation": _("exploitation"),
    "cyberbullying": _("harassment online"),
    "homeless_tonight": _("no roof tonight"),
    "medical": _("medical emergency"),
    "harm_to_others": _("danger to others"),
    # levels
    "level_0": _("nothing alarming"),
    "level_1": _("to be seen today"),
    "level_2": _("urgent"),
    "level_3": _("danger now"),
    # states of an alert
    "raised": _("raised"),
    "told": _("the person on duty was told"),
    "seen": _("seen"),
    "taken": _("someone is on it"),
    "closed": _("closed"),
    # delivery
    "queued": _("leaving"),
    "sent": _("sent"),
    "delivered": _("arrived"),
    "read": _("read"),
    "failed": _("did not arrive"),
    "ambiguous": _("may have arrived: look before sending again"),
    "refused": _("could not be sent"),
    # files, in their place in a thread
    "file_voice": _("Voice message"),
    "file_audio": _("Sound"),
    "file_video": _("Video"),
    "file_video_note": _("Video message"),
    "file_photo": _("Picture"),
    "file_document": _("File"),
    "file_sticker": _("Sticker"),
    "file_location": _("A place on a map"),
    # lines that the program writes in a thread
    "woken": _("Put off until now: it is time"),
    # how a conversation ends
    "answered": _("answered"),
    "follow_up": _("we will see each other again"),
    "oriented": _("a service was agreed on"),
    "declined": _("does not want help for now"),
    "reoriented": _("somebody else follows them now"),
    "no_need": _("nothing needed"),
    "unreachable": _("no answer any more"),
    "spam": _("not a person looking for help"),
    # how an alert ends
    "person_safe": _("the person is safe"),
    "emergency_called": _("emergency services were called"),
    "handed_to_service": _("a service has taken over"),
    "not_a_danger": _("there was no danger"),
    "lost_touch": _("contact was lost"),
    "other": _("another reason"),
    # channels
    "generic": _("partner"),
    "webchat": _("chat page"),
    "telegram": "Telegram",
    "discord": "Discord",
    "sms": "SMS",
    "email": _("e-mail"),
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    # what carries a door's code
    "poster": _("poster"),
    "flyer": _("card or flyer"),
    "link": _("link"),
    "stream": _("stream"),
    # who answers, as a young person reads it
    "role_worker": _("from the outreach team"),
    "role_coordinator": _("who runs the team"),
    "role_administrator": _("from the association"),
    # roles, as colleagues read them
    "staff_worker": _("outreach worker"),
    "staff_coordinator": _("coordinator"),
    "staff_administrator": _("administrator"),
    "staff_data_protection_officer": _("data-protection officer (never reads conversations)"),
    "staff_platform_operator": _("operator of the machine (never reads conversations)"),
    # why a conversation that is not one's own is opened, and what the journal says
    "glass_danger": _("somebody may be in danger"),
    "glass_absent": _("the colleague is away and the person waits"),
    "glass_safeguarding": _("to check how a colleague works with young people"),
    "glass_request": _("to answer the person's own request about their data"),
    "glass_broken": _("opened for an hour, with a reason; two people were told"),
    "conversation_read": _("read the conversation"),
    "person_exported": _("took a copy of everything kept of them"),
    # what is agreed to
    "keep_asked": _("they asked us to"),
    "keep_court": _("justice asked, or may"),
    "keep_protection": _("a child to protect"),
    "keep_request": _("a request about these data is being answered"),
    "purpose_ai_help": _("a program helps to see what is needed"),
    "purpose_learning": _("a program learns from these words"),
    "purpose_contact": _("the team writes first"),
    "purpose_guest": _("the structure of a sheet writes here, through us"),
    "purpose_share": _("a sheet goes to one structure"),
    # requests about data
    "asker_person": _("the young person"),
    "asker_parent": _("a parent"),
    "asker_justice": _("police or justice"),
    "asker_lawyer": _("a lawyer"),
    "asker_other": _("somebody else"),
    "right_access": _("to see what is kept"),
    "right_correct": _("to correct it"),
    "right_erase": _("to erase it"),
    "right_object": _("that we stop using it"),
    "right_seizure": _("a copy, by order of a judge or of the police"),
    "check_same_channel": _("they asked in their own conversation"),
    "check_known_voice": _("a colleague who follows them recognised them"),
    "check_written_order": _("a written order, and the service was called back"),
    "check_parental": _("proof of parental authority was seen, none was kept"),
    "check_impossible": _("it could not be made sure"),
    "answer_done": _("done"),
    "answer_part": _("done in part, with the reasons"),
    "answer_refused": _("refused, with the reasons and how to complain"),
    "answer_nothing": _("nothing is kept of this person"),
    # a worrying situation
    "crip": _("the CRIP of the département"),
    "prosecutor": _("the public prosecutor, when it is grave and urgent"),
    "parents_told": _("they were told of this sheet"),
    "parents_not_told": _("they are not told: it would go against the child's interest"),
    "parents_unknown": _("we do not know who they are"),
    "way_platform": _("on the département's own site"),
    "way_registered": _("by registered letter"),
    "way_secure_mail": _("by a protected e-mail"),
    "way_by_hand": _("by hand, against a receipt"),
    "report_draft": _("being written"),
    "report_asked": _("a second reading is asked"),
    "report_agreed": _("read by a colleague: it may be sent"),
    "report_sent": _("sent"),
    "report_set_aside": _("not sent"),
    # statuses
    "in_school": _("in school"),
    "dropped_out": _("left school"),
    "neet": _("neither school nor work"),
    "employed": _("working"),
    "apprentice": _("apprentice"),
    "student": _("student"),
}


_KNOWN = DIRECTORY_WORDS | OUTREACH_WORDS | _WORDS | HANDOVER_WORDS


def word(value: object) -> str:
    """Return the word for a stored value; one nobody translated is shown with spaces, and fails a test."""
    known = _KNOWN.get(str(value))
    return str(known) if known is not None else str(value or "").replace("_", " ")


def has_word(value: str) -> bool:
    """Say whether a value has a word."""
    return value in _KNOWN
