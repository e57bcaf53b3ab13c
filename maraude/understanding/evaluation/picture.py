"""The reliability picture: how often danger was true, against how likely the model said it was."""

from __future__ import annotations

from typing import Any, Final

_SIDE: Final = 320
_EDGE: Final = 44


def reliability_svg(bins: list[dict[str, Any]], *, title: str) -> str:
    """Return an SVG: the diagonal is perfect, a dot is a tenth of the scale, its size how many lines it holds."""
    most = max((one["count"] for one in bins), default=1)
    dots = "".join(
        f'<circle cx="{_x(one["said"])}" cy="{_y(one["true"])}" r="{3 + 9 * (one["count"] / most) ** 0.5:.1f}" '
        f'fill="#2f6f8f" fill-opacity="0.75"><title>{one["count"]} lines: said {one["said"]:.2f}, true '
        f"{one['true']:.2f}</title></circle>"
        for one in bins
    )
    size = _SIDE + 2 * _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" font-family="sans-serif" '
        f'font-size="12"><title>{title}</title><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#333"/>{_ticks()}{dots}'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">said by the model</text>'
        f'<text x="14" y="{size / 2}" text-anchor="middle" transform="rotate(-90 14 {size / 2})">true</text></svg>\n'
    )


def _ticks() -> str:
    return "".join(
        f'<text x="{_x(at)}" y="{_y(0) + 16}" text-anchor="middle">{at:.1f}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(at) + 4}" text-anchor="end">{at:.1f}</text>'
        for at in (0.0, 0.5, 1.0)
    )


def _x(share: float) -> float:
    return round(_EDGE + share * _SIDE, 1)


def _y(share: float) -> float:
    return round(_EDGE + (1 - share) * _SIDE, 1)
