"""The few sentences that the gateway says itself on the chat's page, when Django cannot or need not be asked."""

from __future__ import annotations

TITLE = {"fr": "Messages", "en": "Messages"}
NOT_STORED = {
    "fr": "Ton message n'est pas encore parti : on a un souci technique. Il est gardé ici. Réessaie dans un instant.",
    "en": "Your message has not left yet: something is wrong on our side. It is kept here. Try again in a moment.",
}
SEND_AGAIN = {"fr": "Renvoyer", "en": "Send again"}
YOUR_MESSAGE = {"fr": "Ton message", "en": "Your message"}
TOO_LONG = {
    "fr": "Ton message est trop long pour partir en une fois. Reviens en arrière : il est encore là. "
    "Coupe-le en plusieurs morceaux.",
    "en": "Your message is too long to leave in one go. Go back: it is still there. Cut it into several pieces.",
}
FROM_ELSEWHERE = {
    "fr": "Ce message ne vient pas de notre page : il n'a pas été gardé. Ouvre la page et écris-le là.",
    "en": "This message does not come from our page: it was not kept. Open the page and write it there.",
}
MALFORMED = {"fr": "On n'a pas pu lire ce message.", "en": "This message could not be read."}
NOTHING_HERE = {"fr": "Il n'y a rien à cette adresse.", "en": "There is nothing at this address."}
TO_THE_PAGE = {"fr": "Ouvrir la page", "en": "Open the page"}
DANGER = {
    "fr": "En danger : 112, ou 114 par SMS. Moins de 18 ans : 119. Idées noires : 3114.",
    "en": "In danger: 112, or text 114. Under 18: 119. Dark thoughts: 3114.",
}
