"""`maraude bench ingest`: durable ingest through the generic door, against a plain Django view and against pgbench."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from maraude.bench.place import BenchHouse, bench_house, free_port, served
from maraude.channels.generic.signature import sign
from maraude.lib.crypto import new_key
from maraude.lib.database import locate_binaries
from maraude.lib.roles import OWNER

_CONNECTIONS = 256
_SECONDS = 4.0
_ROUNDS = 5
_MOST_A_SECOND = 16_000
_TEXTS = (
    "slt jcherche un taf sur metz g 19 ans et pas le permis",
    "je sais plus trop quoi faire, j'ai lâché le lycée en novembre",
    "vous êtes ouverts le samedi ?",
    "mdr jsuis mort de rire, on a perdu la game à cause de lui",
    "ma mère veut plus me voir, je dors chez un pote depuis lundi",
)
_ROW = """
CREATE TABLE bench_row (
    id uuid PRIMARY KEY, org_id bigint NOT NULL, account_id uuid NOT NULL, event_id varchar(200) NOT NULL,
    conversation_id uuid NOT NULL, kind varchar(24) NOT NULL, received_at timestamptz NOT NULL DEFAULT now(),
    key_on date NOT NULL, sealed_event bytea NOT NULL, danger_level varchar(10) NOT NULL)
"""
_PGBENCH = """
\\set n random(1, 2000000000)
INSERT INTO bench_row (id, org_id, account_id, event_id, conversation_id, kind, key_on, sealed_event, danger_level)
VALUES (gen_random_uuid(), 1, gen_random_uuid(), 'event-' || :n, gen_random_uuid(), 'message', current_date,
        decode(repeat('ab', 420), 'hex'), 'none');
"""


def run() -> dict[str, Any]:
    """Measure the three in turn, five times each; return medians and ratios."""
    with bench_house() as house:
        _own_table(house)
        numbers = count()
        workers, script = _best_workers(house, numbers), _pgbench_script(house)
        gateways = max((1, 2), key=lambda processes: _gateway(house, numbers, processes))
        clients = max((8, 24, 48), key=lambda c: _pgbench(house, script, c, 2))
        ours, plain, raw = [], [], []
        for _ in range(_ROUNDS):
            ours.append(_gateway(house, numbers, gateways))
            plain.append(_django(house, numbers, workers, _SECONDS))
            raw.append(_pgbench(house, script, clients, int(_SECONDS)))
    rates = {
        name: statistics.median(values) for name, values in (("gateway", ours), ("django", plain), ("pgbench", raw))
    }
    return {
        "bench": "ingest",
        "gateway_per_s": round(rates["gateway"]),
        "django_per_s": round(rates["django"]),
        "pgbench_per_s": round(rates["pgbench"]),
        "ratio_to_django": round(rates["gateway"] / rates["django"], 2),
        "ratio_to_pgbench": round(rates["gateway"] / rates["pgbench"], 2),
        "rounds": {"gateway": [*map(round, ours)], "django": [*map(round, plain)], "pgbench": [*map(round, raw)]},
        "connections": _CONNECTIONS,
        "gateways": gateways,
        "gunicorn_workers": workers,
        "pgbench_clients": clients,
        "synchronous_commit": "on",
    }


def _own_table(house: BenchHouse) -> None:
    with psycopg.connect(house.cluster.dsn(role=OWNER)) as connection:
        connection.execute(_ROW)
        connection.execute("CREATE UNIQUE INDEX ON bench_row (org_id, account_id, event_id)")


def _requests(house: BenchHouse, numbers: Iterator[int], size: int) -> Path:
    """Write ready-made, signed requests: the generator's time goes to sending, not to signing."""
    door, timestamp = house.demo["generic"], int(time.time())
    path = house.home / "requests"
    with path.open("wb") as file:
        for _ in range(size):
            number = next(numbers)
            event = {
                "event_id": f"bench-{number}",
                "kind": "message",
                "conversation": {"id": f"c{number % 5000}", "type": "dm"},
                "sender": {"scheme": "generic.user", "value": f"u{number % 5000}"},
                "content": {"text": _TEXTS[number % len(_TEXTS)]},
            }
            body = json.dumps(event, ensure_ascii=False).encode()
            head = (
                f"POST {door['path']} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                f"content-length: {len(body)}\r\nx-maraude-timestamp: {timestamp}\r\n"
                f"x-maraude-signature: {sign(secret=door['secret'], timestamp=timestamp, signed=body)}\r\n\r\n"
            ).encode()
            file.write(len(head + body).to_bytes(4) + head + body)
    return path


def _load(house: BenchHouse, numbers: Iterator[int], port: int, seconds: float, *, most: int) -> float:
    path = _requests(house, numbers, int(most * seconds))
    command = [sys.executable, "-m", "maraude.bench.load", str(path), str(port), str(_CONNECTIONS), str(seconds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    ok, failed, took = done.stdout.split()
    if int(failed):
        raise RuntimeError(f"{failed} requests were not acknowledged: this figure would be worth nothing.")
    return int(ok) / float(took)


def _gateway(house: BenchHouse, numbers: Iterator[int], processes: int) -> float:
    port = free_port()
    environment = house.environment(MARAUDE_PORT=str(port), MARAUDE_WEB_SOCKET=str(house.home / "none"))
    command = [sys.executable, "-m", "maraude.gateway.serve"]
    with served(command, port=port, environment=environment, processes=processes):
        _load(house, numbers, port, 0.5, most=_MOST_A_SECOND)
        return _load(house, numbers, port, _SECONDS, most=_MOST_A_SECOND)


def _django(house: BenchHouse, numbers: Iterator[int], workers: int, seconds: float) -> float:
    port = free_port()
    environment = house.environment(
        BENCH_DB_HOST=str(house.cluster.socket_dir),
        BENCH_DB_USER=OWNER,
        BENCH_DB_NAME="maraude",
        BENCH_KEY=new_key().hex(),
        BENCH_SECRET=house.demo["generic"]["secret"],
    )
    argv = [sys.executable, "-m", "gunicorn", "maraude.bench.plain_view:application", "-b", f"127.0.0.1:{port}"]
    argv += ["--workers", str(workers), "--threads", "12", "--worker-connections", "1000", "--keep-alive", "30"]
    with served(argv, port=port, environment=environment):
        _load(house, numbers, port, 0.5, most=4000)
        return _load(house, numbers, port, seconds, most=4000)


def _best_workers(house: BenchHouse, numbers: Iterator[int]) -> int:
    return max((1, 2, 3, 4), key=lambda workers: _django(house, numbers, workers, 2.0))


def _pgbench_script(house: BenchHouse) -> Path:
    path = house.home / "insert.sql"
    path.write_text(_PGBENCH, encoding="utf-8")
    return path


def _pgbench(house: BenchHouse, script: Path, clients: int, seconds: int) -> float:
    binary = Path(locate_binaries().folder) / "pgbench"
    if not binary.exists():
        binary = next(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    command = [
        str(binary),
        "-n",
        "-M",
        "prepared",
        "-c",
        str(clients),
        "-j",
        "2",
        "-T",
        str(seconds),
        "-f",
        str(script),
    ]
    command += ["-h", str(house.cluster.socket_dir), "-U", OWNER, "maraude"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ})
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])
