"""A hint at the language, from its smallest words: enough to tell a worker who could answer."""

from __future__ import annotations

from collections.abc import Sequence

_SMALL_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        "je j' tu il elle on nous vous ils le la les l' un une des du de d' et est c' ce ça que qu' qui pas plus ne n' me m' te "
        "mon ma mes ton ta pour dans avec sur mais ou où si quand comme bien merci bonjour salut oui non suis ai a fait".split()
    ),
    "en": frozenset(
        "i you he she we they the a an and is are was be to of in it my your me not no don't can't for with that this what "
        "how have has do does but so if just i'm im please help want need hello hi thanks".split()
    ),
    "es": frozenset(
        "yo tú el la los las un una y es soy estoy no que de en mi tu su por para con pero como qué cómo muy hola gracias "
        "necesito quiero tengo hay está donde dónde".split()
    ),
    "pt": frozenset("eu você não nao uma um e é o os as que de em meu minha por para com mas como muito olá obrigado preciso".split()),
    "gcf": frozenset(  # Antillean creoles (Guadeloupe, Martinique) and Guianese, close in writing
        "mwen man an ou i nou yo ka té ké pa sé ni épi ek ki la lè tout moun fè pou adan anlè sa jodi koté bagay ti pou".split()
    ),
    "rcf": frozenset("mi ou li nou zot i lé té la pa ek po dann sak koman mon mwin na lontan".split()),
    "ar-latn": frozenset(
        "ana nta nti howa hiya wach wesh rani rak raki mazal bezaf bzaf khoya khouya wallah kifach chno labas hamdoulilah "
        "inchallah salam smahli 3lach 3andi ma3andich bghit nhar lyoum daba mabghitch fin".split()
    ),
    "de": frozenset("ich du er sie wir ihr und ist nicht ein eine der die das zu mit für auf mein bin habe kann hilfe".split()),
    "it": frozenset("io sono non che di un una il lo gli e è per con mio mia ho hai come ciao grazie aiuto".split()),
}
_SCRIPTS = (
    ("ar", "\u0600", "\u06ff"),
    ("uk", "\u0400", "\u04ff"),
    ("he", "\u0590", "\u05ff"),
    ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"),
    ("ta", "\u0b80", "\u0bff"),
    ("ti", "\u1200", "\u137f"),
    ("zh", "\u4e00", "\u9fff"),
)
_FRENCH_IS_USUAL = 1.4  # most that is written to us is French, mixed with other tongues
UNKNOWN = "und"


def hint(words: Sequence[str], text: str) -> str:
    """Return a BCP 47-like code, "und" when nothing tells. Reads the first 60 words; never a ground to answer otherwise.

    >>> hint(["i", "don't", "know", "what", "to", "do"], "i don't know what to do")
    'en'
    """
    head = words[:60]
    scores = {code: sum(word in small for word in head) for code, small in _SMALL_WORDS.items()}
    scores["fr"] *= _FRENCH_IS_USUAL
    best = max(scores, key=lambda code: scores[code])
    if scores[best] >= 1:
        return best
    return _script(text[:200])


def _script(text: str) -> str:
    for code, first, last in _SCRIPTS:
        if sum(first <= character <= last for character in text) >= 3:
            return code
    return UNKNOWN
