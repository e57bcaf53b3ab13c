"""Words for people: whoever they name is not, by default, the one who writes."""

from __future__ import annotations

from typing import Final

from maraude.understanding.text.word_list import word_set

PERSONS: Final = word_set(
    "pote potes copain copine copains copines copin ami amie amis amies meuf meufs mec mecs gars gar keum keums zin "
    "frere frr frero frerot reuf reufs refre soeur soeurs sr reus reusda frangin frangine cousin cousine cousins "
    "cousines couz kouz kouzin kouzine jumeau jumelle mere pere maman papa daron daronne reum reup vieux vieille "
    "mamie papi papy tonton tata tante oncle tati neveu niece beau belle parrain marraine grand grande petit petite "
    "ptit ptite fils fille garcon gamin gamine gosse bebe baba enfant ado jeune homme femme dame monsieur type "
    "individu compagnon compagne mari epouse conjoint ex voisin voisine coloc colocs colocataire collegue binome "
    "camarade kanmarad zanmi eleve lyceen lyceenne etudiant etudiante apprenti apprentie stagiaire client cliente tio "
    "tia primo prima hermano hermana bro sis kho khouya khoya frangins crush personne quelqu'un"
)
PRONOUNS: Final = word_set("il elle iel ils elles ielle qui lui")
# Said to the reader, not of another: « bro 17 ans et … ».
VOCATIVES: Final = word_set("bro frere frero frerot frr kho khoya khouya sis reuf poto")
# What one may call oneself: « une fille de 20 ans, 1 m 58 … ».
ONESELF: Final = word_set(
    "fille mec gars homme femme meuf jeune mineur mineure majeur majeure debutant debutante maman papa etudiant "
    "etudiante keum garcon ado personne apprenti apprentie lyceen lyceenne"
)
