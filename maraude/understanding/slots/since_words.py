"""Words of time, as they are typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from maraude.understanding.text.word_list import word_set

_SAID: Final = (
    "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante"
    "|quelques?|plusieurs|qlq|qq|kelke|des"
)
COUNT: Final = rf"(?:\d{{1,3}}|{_SAID})"
UNIT: Final = (
    r"(?:ans?|ann[ée]es?|mois?|semaines?|sem\b|s[eé]m[eè]nes?|jours?|j\b|nuits?|soirs?|heures?|h\b|minutes?|min\b"
    r"|hivers?|[ée]t[ée]s?|week-?ends?)"
)
MONTH: Final = r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)"

# Single words, folded, that say a time by themselves.
CALENDAR: Final = word_set(
    "janvier fevrier fev mars avril mai juin juillet jwiye aout septembre sept octobre oct novembre nov decembre dec "
    "lundi lindi mardi madi mercredi jeudi vendredi samedi dimanche hier avant-hier avanthier midi minuit noel nwel"
)
TIMES: Final = CALENDAR | word_set(
    "matin maten toussaint paques paskwa pentecote carnaval kannaval halloween ramadan ramadhan aid chido cyclone "
    "siklon covid corona confinement petit petite ptit ptite gamin gamine tjr tjrs toujours longtemps lontan lgtps "
    "lgtmps peu mi-janvier mi-fevrier mi-mars mi-avril mi-mai mi-juin mi-juillet mi-aout mi-septembre mi-octobre mi- "
    "novembre mi-decembre naissance bebe tout-petit"
)
UNITS: Final = word_set(
    "an ans annee annees ane mois moi mwa semaine semaines sem semene semenes simenn simen jour jours j nuit nuits "
    "soir soirs heure heures h min minute minutes hiver hivers ete etes week-end weekend lustres secondes"
)
COUNTS: Final = word_set(
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente "
    "quarante quelques quelque plusieurs des qlq qq kelke de"
)
ABOUT: Final = word_set("plus presque environ genre bientot moins au quasi quasiment d'environ pres pile de d'")
# Places and things one speaks from: « depuis la gare » says where.
WHERE: Final = word_set(
    "gare cuisine maison case fenetre bus car train metro tram tramway pont arret arretbus abribus rond-point parking "
    "quai balcon chambre lit canape tel telephone tablette ordi pc au-dela large usine appart appartement fond debut "
    "zero rue toit chiottes toilettes mcdo station plage palier cave region ville pays metropole table couloir salon "
    "voiture quartier bled ordinateur portable compte port episode la-bas ici"
)
DETERMINERS: Final = word_set(
    "le la les un une mon ma mes sa son ses notre nos leur leurs ce cet cette ste st te l lé lè dé"
)


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word read after « depuis »: folded, where it stands, and whether a pause follows."""

    said: str
    start: int
    end: int
    is_last: bool

    @property
    def head(self) -> str:
        """Return what stands before an apostrophe."""
        return re.split(r"['’]", self.said)[0]

    @property
    def tail(self) -> str:
        """Return what stands after an apostrophe."""
        return re.split(r"['’]", self.said)[-1]
