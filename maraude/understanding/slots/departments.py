"""Départements by the name young people use for where they live; a département has no commune code."""

from __future__ import annotations

from typing import Final

# Without those that are ordinary words (cher, manche, somme, landes, aube, eure).
_NAMES: Final = """
ain | aisne | allier | alsace | ardeche | ardennes | ariege | aude | auvergne | aveyron | bas rhin |
bouches du rhone | bourgogne | bretagne | calvados | cantal | champagne | charente | charente maritime |
correze | corse | cote d or | cotes d armor | creuse | deux sevres | dordogne | doubs | drome | essonne |
eure et loir | finistere | gard | gers | gironde | guadeloupe | guyane | haut rhin | haute garonne |
haute loire | haute marne | haute saone | haute savoie | haute vienne | hautes pyrenees | hauts de seine |
herault | ile de france | ille et vilaine | indre | indre et loire | isere | jura | la reunion | limousin |
loir et cher | loire | loire atlantique | loiret | lorraine | lozere | maine et loire | marne | martinique |
mayenne | mayotte | meurthe et moselle | meuse | morbihan | moselle | nievre | normandie |
nouvelle caledonie | oise | orne | paca | pas de calais | picardie | polynesie | puy de dome |
pyrenees atlantiques | reunion | rhone | saone et loire | sarthe | savoie | seine et marne | seine maritime
| seine saint denis | tahiti | tarn | tarn et garonne | territoire de belfort | val d oise | val de marne |
vaucluse | vendee | vienne | vosges | yonne | yvelines
"""
DEPARTMENTS: Final = frozenset(name.strip() for name in _NAMES.replace("\n", " ").split("|"))
