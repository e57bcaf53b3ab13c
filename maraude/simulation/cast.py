"""The demo's people: invented, named like lights and animals, written to be plausible and respectful."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something said `ago` minutes before the demo begins; `by` is "in", or the e-mail name of a colleague."""

    ago: int
    text: str
    by: str = "in"
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One young person's thread: who holds it, by which door they came, whether it is closed."""

    id: str
    lines: tuple[Line, ...]
    door: str = ""
    held_by: str = ""
    closed_as: str = ""
    later: bool = False


def _in(ago: int, text: str) -> Line:
    return Line(ago=ago, text=text)


def _by(name: str, ago: int, text: str) -> Line:
    return Line(ago=ago, text=text, by=name)


def _note(name: str, ago: int, text: str) -> Line:
    return Line(ago=ago, text=text, by=name, note=True)


LANTERNE = (
    Story(
        id="ilyes",
        door="affiche-lycee-vauban",
        lines=(
            _in(14, "slt c ici kon peut parler ?"),
            _in(13, "jdors ds ma caisse depuis mardi, ma reum ma mis dehors, g 18 ans je sais pas ou aller a saverne"),
            _in(12, "et g plus rien pr manger jusqua vendredi"),
        ),
    ),
    Story(
        id="maelys",
        door="stream-lumo",
        lines=(
            _in(4, "désolée de déranger, je regardais le stream de Lumo et j'ai vu votre lien"),
            _in(3, "en vrai ça va pas du tout. j'ai envie de mourir et j'ose le dire à personne"),
        ),
    ),
    Story(
        id="teo",
        door="discord-atelier",
        held_by="nour",
        lines=(
            _in(1500, "Bonjour, j'ai arrêté mon CAP cuisine en février, le patron criait tout le temps"),
            _by(
                "nour",
                1480,
                "Salut, moi c'est Nour, éducatrice à La Lanterne. Merci de l'avoir écrit. "
                "Qu'est-ce qui te plaisait, dans la cuisine, avant ça ?",
            ),
            _in(1440, "les desserts. j'aimais bien être tout seul le matin avec le four"),
            _by(
                "nour",
                1420,
                "Le calme et un travail précis : ça compte. Tu voudrais retrouver ça dans un autre endroit, "
                "ou essayer tout autre chose ?",
            ),
            _in(
                35,
                "jsp encore, mais je veux bien reprendre une formation si c pas le meme patron mdr. "
                "y a quoi vers molsheim ?",
            ),
        ),
    ),
    Story(
        id="aminata",
        lines=(
            _in(62, "Bonsoir madame ou monsieur. Mon récépissé finit dans 3 semaines et la préfecture ne répond pas"),
            _in(60, "je travaille en boulangerie mais le patron dit sans papier il peut pas garder moi"),
        ),
    ),
    Story(
        id="lucas",
        door="affiche-gare",
        lines=(_in(95, "la ML c koi en fait ? un pote ma dit dy aller mais jsuis pas tro papier moi"),),
    ),
    Story(
        id="jade",
        held_by="nour",
        lines=(
            _in(
                2900,
                "coucou, j'ai 16 ans et je vais plus en cours depuis la toussaint, personne sait quoi faire de moi",
            ),
            _by(
                "nour",
                2870,
                "Salut Jade, enfin salut à toi, tu n'as pas besoin de me donner ton nom. "
                "Qu'est-ce qui rend les cours impossibles en ce moment ?",
            ),
            _in(2850, "le bruit. et le self. je peux pas manger devant les gens"),
            _note("nour", 2840, "Parle du self deux fois. Proposer la maison des ados, en douceur, sans la forcer."),
            _by(
                "nour",
                2800,
                "Merci de me le dire. On peut regarder ensemble un endroit où quelqu'un t'écoute, "
                "à ton rythme, sans que tes profs le sachent. Ça t'irait qu'on en parle demain ?",
            ),
            _in(180, "ok pour en parler. mais pas par téléphone stp"),
        ),
    ),
    Story(
        id="sofiane",
        held_by="camille",
        lines=(
            _in(420, "j'ai un jugement le 12 et mon avocat commis d'office répond pas, je flippe"),
            _by(
                "camille",
                400,
                "Bonsoir, Camille, de La Lanterne. Le 12, c'est bientôt : on va s'en occuper. "
                "Tu as reçu un papier avec le nom de l'avocat ?",
            ),
            _in(385, "oui je le cherche. merci de répondre en vrai"),
            _by("camille", 380, "Prends ton temps. Je suis là jusqu'à 23 h."),
        ),
    ),
    Story(
        id="chloe",
        lines=(
            _in(47, "mdr jsuis mort de fatigue, 6h de ranked et on a perdu la finale"),
            _in(46, "sinon vous connaissez un service civique dans le sport ? jm'ennuie trop chez ma grand mère"),
        ),
    ),
    Story(
        id="enzo",
        closed_as="follow_up",
        lines=(
            _in(7200, "g trouvé un appart !! merci pour le clllaj ils ont été trop bien"),
            _by("nour", 7100, "Quelle belle nouvelle. Garde notre lien, si un jour tu veux donner des nouvelles."),
        ),
    ),
    Story(
        id="lina",
        door="affiche-mediatheque",
        lines=(_in(230, "bjr jaimerai apprendre a mieu lire jai 20 ans jai honte"),),
    ),
    Story(
        id="noah",
        later=True,
        held_by="nour",
        lines=(
            _in(5000, "je commence mon stage lundi chez le menuisier !"),
            _by("nour", 4990, "Bravo pour l'appel que tu as passé. Je prends de tes nouvelles mardi soir, d'accord ?"),
            _in(4980, "ok à mardi"),
            _by("nour", 4975, "À mardi."),
        ),
    ),
    Story(
        id="yanis",
        lines=(_in(125, "j'ai 300 balles de découvert et la caf me dit que mon dossier est incomplet depuis 2 mois"),),
    ),
)

QUAI_OUVERT = (
    Story(
        id="capucine",
        held_by="mado",
        lines=(
            _in(80, "hello, je galère à trouver un patron pour mon alternance coiffure sur Lorient"),
            _by("mado", 70, "Bonjour, je suis Mado, du Quai ouvert. Tu as déjà un CAP en vue ?"),
            _in(66, "oui au cfa de vannes, mais sans patron ils me prennent pas"),
        ),
    ),
    Story(id="malo", lines=(_in(33, "g le permis a passer mais c trop cher, vous aidez ou pas"),)),
    Story(
        id="swann",
        lines=(_in(9, "mon beau père a encore tapé mon petit frère ce soir, j'ai 15 ans je sais pas à qui le dire"),),
    ),
    Story(
        id="rozenn",
        closed_as="answered",
        lines=(
            _in(3000, "c'est ouvert à tout le monde votre local ?"),
            _by("mado", 2990, "Oui, le mercredi de 14 h à 18 h, sans rendez-vous."),
        ),
    ),
)
