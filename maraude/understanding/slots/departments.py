"""Départements by the name young people use for where they live; a département has no commune code."""

from __future__ import annotations

from typing import Final

DEPARTMENTS: Final = frozenset(
    """ain|aisne|allier|ardeche|ardennes|ariege|aube|aude|aveyron|bouches du rhone|calvados|cantal|charente|charente maritime
    |cher|correze|corse|cote d or|cotes d armor|creuse|dordogne|doubs|drome|eure|eure et loir|finistere|gard|haute garonne|gers
    |gironde|herault|ille et vilaine|indre|indre et loire|isere|jura|landes|loir et cher|loire|haute loire|loire atlantique
    |loiret|lozere|maine et loire|manche|marne|haute marne|mayenne|meurthe et moselle|meuse|morbihan|moselle|nievre|oise|orne
    |pas de calais|puy de dome|pyrenees atlantiques|hautes pyrenees|bas rhin|haut rhin|rhone|haute saone|saone et loire|sarthe
    |savoie|haute savoie|seine maritime|seine et marne|yvelines|deux sevres|somme|tarn|tarn et garonne|vaucluse|vendee|vienne
    |haute vienne|vosges|yonne|territoire de belfort|essonne|hauts de seine|seine saint denis|val de marne|val d oise
    |guadeloupe|martinique|guyane|reunion|la reunion|mayotte|alsace|bretagne|normandie|corse|lorraine|auvergne|limousin|picardie
    |champagne|bourgogne|paca|ile de france|nouvelle caledonie|polynesie|tahiti""".replace("\n", "").replace("    ", "").split("|")
) - {"cher", "manche", "somme", "landes", "aube", "eure"}
