"""What a young person reads of us on Discord, before and after writing; French, and English for everybody else."""

from __future__ import annotations

from typing import Final

# A form's title and a field's label hold 45 characters, a description 100, a command's name 32, a button 80.
_FRENCH: Final = {
    "promise": (
        "Une vraie personne de l'équipe te lit et te répond, aidée par un programme qui repère les urgences. Ça "
        "reste entre nous, sauf si quelqu'un est en danger : là, on peut devoir appeler de l'aide. Discord peut "
        "lire ce qui passe ici. En danger maintenant : 112, 114 par SMS, 119 si tu as moins de 18 ans."
    ),
    "title": "Écris avec tes mots",
    "label": "Ton message",
    "label_help": "Les autres membres du serveur ne le voient pas.",
    "worry_title": "Je m'inquiète pour quelqu'un",
    "worry_label": "Ce qui t'inquiète",
    "worry_help": ("Le message que tu as choisi et son auteur ne nous sont pas transmis : dis-le avec tes mots."),
    "where": "Où te répondre ?",
    "where_dm": "En message privé",
    "where_dm_help": "La réponse reste dans tes messages.",
    "where_here": "Seulement ici, un quart d'heure",
    "where_here_help": "Rien ne reste ensuite sur ton écran.",
    "kept_dm": (
        "C'est reçu. Une personne de l'équipe te lit et te répond en message privé ; tu peux continuer là-bas, ou "
        "par le bouton.\nEn danger maintenant : 112, 114 par SMS."
    ),
    "kept_here": (
        "C'est reçu. Une personne de l'équipe te lit. La réponse arrive ici pendant un quart d'heure : garde "
        "Discord ouvert. Après, réécris-nous pour l'avoir.\nEn danger maintenant : 112, 114 par SMS."
    ),
    "empty": "Ton message était vide : rien n'est parti.",
    "stopped": "C'est noté : on ne t'écrit plus. Si tu nous réécris, on te répond.",
    "gone": "Cette commande n'existe plus. Essaie /aide.",
    "panel": (
        "**Tu peux parler à quelqu'un, ici, sans que les autres le voient.**\nGalère, doute, coup dur, ou juste "
        "envie d'en parler : appuie sur « Écrire ». Une vraie personne te répond."
    ),
    "write": "Écrire",
    "who": "Qui me répond ?",
    "stop": "Ne plus m'écrire",
}
_ENGLISH: Final = {
    "promise": (
        "A real person of the team reads and answers you, helped by a program that looks for emergencies. It "
        "stays between us, unless somebody is in danger: then we may have to call for help. Discord can read "
        "what passes here. In danger now: 112, or text 114, 119 if you are under 18."
    ),
    "title": "Write in your own words",
    "label": "Your message",
    "label_help": "Other members of the server do not see it.",
    "worry_title": "I am worried about someone",
    "worry_label": "What worries you",
    "worry_help": "We do not get the message you chose, nor its author: say it in your own words.",
    "where": "Where can we answer?",
    "where_dm": "By private message",
    "where_dm_help": "The answer stays in your messages.",
    "where_here": "Only here, for a quarter of an hour",
    "where_here_help": "Nothing stays on your screen after that.",
    "kept_dm": (
        "Received. A person of the team reads you and answers by private message; you can go on there, or by the "
        "button.\nIn danger now: 112, or text 114."
    ),
    "kept_here": (
        "Received. A person of the team reads you. The answer arrives here for a quarter of an hour: keep "
        "Discord open. After that, write to us again to get it.\nIn danger now: 112, or text 114."
    ),
    "empty": "Your message was empty: nothing left.",
    "stopped": "Noted: we write to you no more. If you write again, we answer.",
    "gone": "This command no longer exists. Try /aide.",
    "panel": (
        "**You can talk to someone here without the others seeing it.**\nTrouble, doubts, a hard time, or just to "
        "talk: press “Write”. A real person answers."
    ),
    "write": "Write",
    "who": "Who answers me?",
    "stop": "Write to me no more",
}


def language_of(locale: str) -> str:
    """Return the language we answer in: the one Discord is shown in, French or English.

    >>> language_of("fr"), language_of("de"), language_of("")
    ('fr', 'en', 'fr')
    """
    return "fr" if not locale or locale.startswith("fr") else "en"


def said(name: str, language: str) -> str:
    """Return a sentence in a language."""
    return (_FRENCH if language == "fr" else _ENGLISH)[name]
