"""How fast something may come, by whoever it comes from: a burst, then a steady pace. In memory, bounded."""

from __future__ import annotations

_MOST_REMEMBERED = 20_000


class Pace:
    """Says how long each one should wait; who is silent for a while is forgotten."""

    def __init__(self, *, burst: int, every_s: float) -> None:
        """`burst` may come at once, then one `every_s` seconds."""
        self._allowance_s = (burst - 1) * every_s
        self._every_s = every_s
        self._free_at: dict[str, float] = {}

    def wait_s(self, who: str, *, now: float) -> float:
        """Take a place and return how many seconds from `now` it is.

        >>> pace = Pace(burst=2, every_s=10)
        >>> [pace.wait_s("a", now=0), pace.wait_s("a", now=0), pace.wait_s("a", now=0), pace.wait_s("b", now=0)]
        [0.0, 0.0, 10.0, 0.0]
        """
        free_at = max(self._free_at.get(who, now), now)
        if who not in self._free_at and len(self._free_at) >= _MOST_REMEMBERED:
            self._forget(now)
        self._free_at[who] = free_at + self._every_s
        return max(0.0, free_at - self._allowance_s - now)

    def give_back(self, who: str) -> None:
        """Undo one place taken: it was not used."""
        if who in self._free_at:
            self._free_at[who] -= self._every_s

    def _forget(self, now: float) -> None:
        self._free_at = {who: free_at for who, free_at in self._free_at.items() if free_at > now}
        if len(self._free_at) >= _MOST_REMEMBERED:
            self._free_at.clear()
