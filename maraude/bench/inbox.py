"""`maraude bench inbox`: the inbox page at ten thousand conversations and at a million, in the same run."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from maraude.bench.crowd import Place, fill
from maraude.bench.place import bench_house
from maraude.lib.crypto import read_or_create_kek
from maraude.lib.database import Cluster
from maraude.lib.database.configuration import SUPERUSER
from maraude.lib.roles import APP

_FEW = 10_000
_WARM, _ROUNDS = 20, 150
_FOLDERS = ("waiting", "mine", "all", "closed")
_DEEP = 100  # pages down, one after the other
_NEXT = re.compile(r"&amp;cursor=([\w-]+)")


@dataclass(slots=True, kw_only=True)
class Taken:
    """What one page cost, in milliseconds: the whole answer, and its query of the folder."""

    page: list[float] = field(default_factory=list)
    query: list[float] = field(default_factory=list)
    queries: int = 0

    def summary(self) -> dict[str, float]:
        """Return medians and the 99th hundredth."""
        return {
            "page_p50_ms": round(statistics.median(self.page), 2),
            "page_p99_ms": round(statistics.quantiles(self.page, n=100)[-1], 2),
            "query_p50_ms": round(statistics.median(self.query), 3),
            "query_p99_ms": round(statistics.quantiles(self.query, n=100)[-1], 3),
            "queries": self.queries,
        }


def run(*, is_small: bool = False) -> dict[str, Any]:
    """Measure first pages and deep ones: few alone, then few and many in turn, under row-level security."""
    many = 100_000 if is_small else 1_000_000
    with bench_house() as house:
        os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", MARAUDE_DATABASE_ROLE=APP, MARAUDE_DEMO="1")
        subprocess.run([sys.executable, "-m", "maraude.cli.main", "prepare"], check=True)  # static files
        import django  # noqa: PLC0415 - the house decides where the settings look

        django.setup()
        first, second = _places(house.demo)
        kek = read_or_create_kek(house.home / "keys" / "kek")
        with _superuser(house.cluster) as admin:
            fill(admin, first, kek=kek, low=1, high=_FEW)
            fill(admin, second, kek=kek, low=1, high=_FEW)
            _settle(admin)
            alone = {folder: _measure([_opener(first, folder)])[0].summary() for folder in _FOLDERS}
            begins = time.perf_counter()
            fill(admin, first, kek=kek, low=_FEW + 1, high=many)
            _settle(admin)
            filled_s = time.perf_counter() - begins
        in_turn = {
            (folder, depth): _measure([_opener(second, folder, depth), _opener(first, folder, depth)])
            for folder in _FOLDERS
            for depth in (0, _DEEP)
        }
    return {
        "bench": "inbox",
        "few": _FEW,
        "many": many,
        "filled_s": round(filled_s),
        "load_1min": round(os.getloadavg()[0], 2),
        "few_alone": alone,
        **_compared(in_turn, alone),
    }


def _compared(in_turn: dict[tuple[str, int], list[Taken]], alone: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Return both sides of each page and the worst ratio: to the few beside the many, and to the few before them."""
    pages, ratios, queries = {}, [], []
    for (folder, depth), (few, many) in in_turn.items():
        found_few, found_many = few.summary(), many.summary()
        base = [found_few["page_p50_ms"], *([alone[folder]["page_p50_ms"]] if depth == 0 else [])]
        ratio = round(found_many["page_p50_ms"] / min(base), 2)
        pages[f"{folder} page {depth + 1}"] = {"few": found_few, "many": found_many, "ratio": ratio}
        ratios.append(ratio)
        queries.append(found_many["query_p50_ms"])
    return {"pages": pages, "worst_ratio": max(ratios), "worst_query_p50_ms": max(queries)}


def _places(demo: Mapping[str, Any]) -> list[Place]:
    from maraude.apps.ingest.models import ChannelAccount  # noqa: PLC0415 - after django.setup()
    from maraude.apps.orgs.models import Membership, User  # noqa: PLC0415
    from maraude.apps.tenancy.context import signed_in_user, tenant  # noqa: PLC0415

    places = []
    for association in (demo, demo["other"]):
        user = User.objects.get(email=association["users"][1]["email"])
        with signed_in_user(user.id):
            org_id = Membership.objects.get(user_id=user.id).org_id
        with tenant(org_id):
            account = ChannelAccount.objects.filter(channel="generic").order_by("created_at")[0]
        places.append(Place(org_id=org_id, account_id=account.id, user_id=user.id))
    return places


@contextmanager
def _superuser(cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(cluster.dsn(role=SUPERUSER, database="maraude"), autocommit=True) as connection:
        yield connection


def _settle(connection: psycopg.Connection[Any]) -> None:
    """Do at once what the server does by itself within minutes."""
    for table in ("people_person", "people_personkey", "inbox_conversation", "inbox_message", "inbox_needfound"):
        connection.execute(f"VACUUM (ANALYZE) {table}")
    connection.execute("CHECKPOINT")


def _opener(place: Place, folder: str, pages_down: int = 0) -> Callable[[], tuple[float, float, int]]:
    """Return what opens one page as the browser of a worker does, all layers but the gateway's hop included."""
    from django.db import connection  # noqa: PLC0415 - after django.setup()
    from django.test import Client  # noqa: PLC0415

    from maraude.apps.orgs.models import User  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(id=place.user_id))
    path = f"/inbox/?folder={folder}"
    for _ in range(pages_down):
        following = _NEXT.search(client.get(path).content.decode())
        path = f"/inbox/?folder={folder}&cursor={following[1]}" if following else path

    def open_page() -> tuple[float, float, int]:
        spent: list[tuple[float, str]] = []

        def timed(execute: Callable[..., object], sql: str, *rest: object) -> object:
            begins = time.perf_counter()
            try:
                return execute(sql, *rest)
            finally:
                spent.append((time.perf_counter() - begins, sql))

        with connection.execute_wrapper(timed):
            begins = time.perf_counter()
            answer = client.get(path)
            took = time.perf_counter() - begins
        if answer.status_code != 200 or b"data-maraude-row" not in answer.content:
            raise RuntimeError(f"{path} showed nobody ({answer.status_code})")
        folder_s = next(s for s, sql in spent if sql.startswith('SELECT "inbox_conversation"') and "LIMIT 26" in sql)
        return took * 1000, folder_s * 1000, len(spent)

    return open_page


def _measure(openers: list[Callable[[], tuple[float, float, int]]]) -> list[Taken]:
    """Open each in turn, so that what else the machine does weighs on all alike."""
    taken = [Taken() for _ in openers]
    for number in range(_WARM + _ROUNDS):
        for one, opener in zip(taken, openers, strict=True):
            page, query, queries = opener()
            if number >= _WARM:
                one.page.append(page)
                one.query.append(query)
                one.queries = queries
    return taken
