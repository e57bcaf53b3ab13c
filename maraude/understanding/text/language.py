"""A hint at the language, from its smallest words: enough to tell a worker who could answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from maraude.understanding.text.word_list import word_set

_SMALL_WORDS: dict[str, frozenset[str]] = {
    "fr": word_set(
        "je j' tu il elle on nous vous ils le la les l' un une des du de d' et est c' ce ça que qu' qui pas plus ne "
        "n' me m' te mon ma mes ton ta pour dans avec sur mais ou où si quand comme bien merci bonjour salut oui non "
        "suis ai a fait"
    ),
    "en": word_set(
        "i you he she we they the a an and is are was be to of in it my your me not no don't can't for with that this "
        "what how have has do does but so if just i'm im please help want need hello hi thanks"
    ),
    "es": word_set(
        "yo tú el la los las un una y es soy estoy no que de en mi tu su por para con pero como qué cómo muy hola "
        "gracias necesito quiero tengo hay está donde dónde"
    ),
    "pt": word_set(
        "eu você não nao uma um e é o os as que de em meu minha por para com mas como muito olá obrigado preciso"
    ),
    # Antillean creoles (Guadeloupe, Martinique) and Guianese, close in writing
    "gcf": word_set(
        "mwen man an ou i nou yo ka té ké pa sé ni épi ek ki la lè tout moun fè pou adan anlè sa jodi koté bagay ti pou"
    ),
    "rcf": word_set("mi ou li nou zot i lé té la pa ek po dann sak koman mon mwin na lontan"),
    "ar-latn": word_set(
        "ana nta nti howa hiya wach wesh rani rak raki mazal bezaf bzaf khoya khouya wallah kifach chno labas "
        "hamdoulilah inchallah salam smahli 3lach 3andi ma3andich bghit nhar lyoum daba mabghitch fin"
    ),
    "de": word_set("ich du er sie wir ihr und ist nicht ein eine der die das zu mit für auf mein bin habe kann hilfe"),
    "it": word_set("io sono non che di un una il lo gli e è per con mio mia ho hai come ciao grazie aiuto"),
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
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(code for code, small in _SMALL_WORDS.items() if word in small)
    for word in frozenset().union(*_SMALL_WORDS.values())
}
_FRENCH_IS_USUAL = 1.4  # most that is written to us is French, mixed with other tongues
UNKNOWN = "und"


def hint(words: Sequence[str], text: str) -> str:
    """Return a BCP 47-like code, "und" when nothing tells. Reads the first 60 words.

    >>> hint(["i", "don't", "know", "what", "to", "do"], "i don't know what to do")
    'en'
    """
    scores: Counter[str] = Counter()
    for word in words[:60]:
        scores.update(_LANGUAGES_OF.get(word, ()))
    if not scores:
        return _script(text[:200])
    return max(scores, key=lambda code: scores[code] * (_FRENCH_IS_USUAL if code == "fr" else 1.0))


def _script(text: str) -> str:
    for code, first, last in _SCRIPTS:
        if sum(first <= character <= last for character in text) >= 3:
            return code
    return UNKNOWN
