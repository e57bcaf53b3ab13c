"""What an import did, in the shape of contracts.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from maraude.apps.directory.files.faults import Reject

_COUNTED = ("read", "created", "updated", "unchanged", "rejected")


@dataclass(slots=True, kw_only=True)
class Report:
    """Counts, and every refusal by file and line; a value refused while its row was kept is named there too."""

    structures: Counter[str] = field(default_factory=Counter)
    services: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the report of `import directory --json`."""
        return {
            "structures": {name: self.structures[name] for name in _COUNTED},
            "services": {name: self.services[name] for name in (*_COUNTED, "implied")},
            "flagged": dict(sorted(self.flagged.items())),
            "rejects": [asdict(one) for one in self.rejects],
        }
