"""What to propose to somebody: candidates by SQL, judged and chosen by the domain."""

from __future__ import annotations

from collections.abc import Sequence

from maraude.apps.directory.queries.offers import offers_for
from maraude.core.directory.profile import Profile
from maraude.core.matching import Matching, Note, match


def proposals(*, profile: Profile, doubts: Sequence[Note] = ()) -> Matching:
    """Return safety lines, proposals and notes. `doubts` are those of `find_place`."""
    return match(profile=profile, offers=offers_for(profile), doubts=doubts)
