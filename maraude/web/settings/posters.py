"""The poster of a door as a file: SVG and PDF to print, PNG to send; the official address is always in clear."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import segno
from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from maraude.apps.outreach.models import Door
from maraude.core.poster import HEIGHT, WIDTH, Poster, PosterWords, lay_out
from maraude.lib.pdf import Box, Text, one_page
from maraude.lib.pixels import code_with_address
from maraude.web.http import StaffRequest
from maraude.web.public.addresses import page_address, printed_address
from maraude.web.staff import reads_content

_BORDER = 4  # squares left white around a code (ISO/IEC 18004)


@require_GET
@reads_content
def poster_file(request: StaffRequest, door_id: UUID, kind: str) -> HttpResponse:
    """Return the poster as an SVG, PDF or PNG file."""
    door = Door.objects.filter(id=door_id, ended_at__isnull=True).first()
    if door is None:
        raise Http404
    match kind:
        case "svg":
            content, mime = _svg(door, _poster(request, door)).encode(), "image/svg+xml"
        case "pdf":
            content, mime = _pdf(door, _poster(request, door)), "application/pdf"
        case "png":
            address = printed_address(f"/r/{door.code}")
            content, mime = code_with_address(_matrix(door), address=address), "image/png"
        case _:
            raise Http404
    response = HttpResponse(content, content_type=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="porte-{door.code}.{kind}"'
    return response


def _poster(request: StaffRequest, door: Door) -> Poster:
    return lay_out(
        PosterWords(
            title=_("Need to talk?"),
            what=_("About money, a place to sleep, school, work, or because it is hard right now."),
            address=printed_address(f"/r/{door.code}"),
            who=_("A real person from %(name)s answers you. Free, without your name.")
            % {"name": request.organisation.name},
            danger=_("In danger: 112, or text 114. Under 18: 119. Dark thoughts: 3114."),
            where=f"{door.place} · {date_format(door.put_up_on, 'j F Y')}",
        )
    )


def _matrix(door: Door) -> tuple[bytearray, ...]:
    return segno.make(page_address(f"/r/{door.code}"), error="m", micro=False).matrix


def _runs(matrix: tuple[bytearray, ...], poster: Poster) -> Iterator[tuple[float, float, float, float]]:
    """Give the dark runs of each row: left, top, width, height."""
    side = poster.code_side / (len(matrix) + 2 * _BORDER)
    for row, line in enumerate(matrix):
        column = 0
        while column < len(line):
            begins = column
            while column < len(line) and line[column]:
                column += 1
            if column > begins:
                left = poster.code_left + (begins + _BORDER) * side
                yield left, poster.code_top + (row + _BORDER) * side, (column - begins) * side, side
            column += 1


def _svg(door: Door, poster: Poster) -> str:
    squares = "".join(f"M{x:.2f} {y:.2f}h{w:.2f}v{h:.2f}h-{w:.2f}z" for x, y, w, h in _runs(_matrix(door), poster))
    texts = "".join(
        f'<text x="{WIDTH / 2:g}" y="{line.top:.1f}" font-size="{line.size:.1f}" '
        f'font-weight="{700 if line.is_bold else 400}">{escape(line.text)}</text>'
        for line in poster.lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="210mm" height="297mm">'
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#fff"/><path d="{squares}" fill="#000"/>'
        f'<g fill="#14213d" text-anchor="middle" font-family="Atkinson Hyperlegible, Helvetica, Arial, sans-serif">'
        f"{texts}</g></svg>"
    )


def _pdf(door: Door, poster: Poster) -> bytes:
    return one_page(
        width=WIDTH,
        height=HEIGHT,
        title=door.place,
        texts=(
            Text(
                words=line.text,
                x=(WIDTH - line.width) / 2,
                y=HEIGHT - line.top,
                size=line.size,
                is_bold=line.is_bold,
            )
            for line in poster.lines
        ),
        boxes=(Box(x=x, y=HEIGHT - y - h, width=w, height=h) for x, y, w, h in _runs(_matrix(door), poster)),
    )
