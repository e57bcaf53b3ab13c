"""All kinds of structures, read from the top: the first row whose name fits wins."""

from __future__ import annotations

from datetime import date
from typing import Final

from maraude.core.directory.other_structures import OTHERS, PLACEMENT
from maraude.core.directory.structure_kind import NONE, KindBook, StructureKind
from maraude.core.directory.youth_structures import YOUTH

VERIFIED_ON: Final = date(2026, 11, 25)

# Beds and workshops listed by those who fill them come first: nobody walks in, whatever their name holds.
BOOK: Final = KindBook.of((PLACEMENT, *YOUTH, *OTHERS))
# Who can be a first door for somebody of 12 to 25, best first.
YOUTH_DOORS: Final = ("mission_locale", "paej")
YOUTH_DOORS_ELSE: Final = ("maison_des_adolescents", "cio", "information_jeunesse")
# 16–17 without a solution: one of these is always proposed (domain.md).
DUTY_DOORS: Final = ("mission_locale", "cio")


def kind_of(kind_id: str) -> StructureKind:
    """Return the rules of a kind; those of nobody in particular for one that is not known."""
    return BOOK.kinds.get(kind_id, NONE)
