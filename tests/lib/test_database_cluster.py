"""A real server: what it is, what it lets in, what it writes down."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from maraude.lib.database import Cluster
from maraude.lib.database.configuration import SUPERUSER


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # a folder of ours: the account that root lends to the server must cross it
        started = Cluster(Path(folder) / "home")
        started.prepare()
        started.spawn()
        started.wait_ready()
        yield started
        started.stop()


def ask(cluster: Cluster, question: LiteralString, *values: object) -> object:
    with psycopg.connect(cluster.dsn(role=cluster.owner_role), autocommit=True) as connection:
        row = connection.execute(question, values).fetchone()
    return row[0] if row else None


def test_it_answers_once_it_is_ready(cluster: Cluster) -> None:
    assert cluster.is_ready()
    assert ask(cluster, "SELECT current_database() || '/' || current_user") == "maraude/maraude_owner"


@pytest.mark.parametrize("power", ["rolsuper", "rolbypassrls", "rolreplication"])
def test_the_owner_has_no_power_over_row_security(cluster: Cluster, power: str) -> None:
    assert ask(cluster, "SELECT to_jsonb(r) -> %s FROM pg_roles r WHERE rolname = current_user", power) is False


@pytest.mark.parametrize("power", ["rolcreaterole", "rolcreatedb", "rolcanlogin"])
def test_the_owner_can_make_what_migrations_need(cluster: Cluster, power: str) -> None:
    assert ask(cluster, "SELECT to_jsonb(r) -> %s FROM pg_roles r WHERE rolname = current_user", power) is True


def test_asyncpg_takes_the_same_url(cluster: Cluster) -> None:
    asyncpg = pytest.importorskip("asyncpg")  # it carries no types

    async def one() -> object:
        connection = await asyncpg.connect(cluster.dsn(role=cluster.owner_role))
        try:
            return await connection.fetchval("SELECT 1")
        finally:
            await connection.close()

    assert asyncio.run(one()) == 1


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("synchronous_commit", "on"),
        ("fsync", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("lc_messages", "C"),
        ("TimeZone", "UTC"),
        ("jit", "off"),
        ("shared_buffers", "64MB"),
        ("max_connections", "60"),
        ("log_error_verbosity", "terse"),
        ("log_min_error_statement", "panic"),
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
    ],
)
def test_the_settings_are_ours(cluster: Cluster, setting: str, value: str) -> None:
    assert ask(cluster, "SELECT current_setting(%s)", setting) == value


def test_the_sort_order_is_the_same_on_every_machine(cluster: Cluster) -> None:
    assert ask(cluster, "SELECT datcollate FROM pg_database WHERE datname = current_database()") == "C"


def test_only_the_account_of_the_server_enters_the_folder_of_the_socket(cluster: Cluster) -> None:
    socket_dir, data = cluster.socket_dir.stat(), cluster.layout.data.stat()
    assert (socket_dir.st_mode & 0o777, socket_dir.st_uid) == (0o700, data.st_uid)


def test_replication_is_refused(cluster: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"max_wal_senders|pg_hba"):
        psycopg.connect(cluster.dsn(role=SUPERUSER), replication="true")


def test_the_access_list_lets_nothing_but_the_socket_in(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn(role=SUPERUSER)) as connection:
        rules = connection.execute("SELECT type, database, auth_method FROM pg_hba_file_rules").fetchall()
    assert rules == [("local", ["replication"], "reject"), ("local", ["all"], "trust"), ("host", ["all"], "reject")]


@pytest.mark.parametrize(
    "statement",
    [
        b"SELECT 'canary-7f3a'::int",
        b'SELECT 1 AS "canary-7f3a" FROM nowhere',
        b"DO $$ BEGIN RAISE WARNING 'canary-7f3a'; RAISE EXCEPTION 'canary-7f3a'; END $$",
        b"CREATE TEMP TABLE t (c text CHECK (c = '')); INSERT INTO t VALUES ('canary-7f3a')",
        b"SELECT 'canary-7f3a', pg_terminate_backend(pg_backend_pid()), pg_sleep(1)",
    ],
)
def test_no_error_writes_the_text_of_a_message_in_the_log(cluster: Cluster, statement: bytes) -> None:
    with suppress(psycopg.Error), psycopg.connect(cluster.dsn(role=cluster.owner_role)) as connection:
        connection.execute(statement)
    assert "canary" not in cluster.layout.log.read_text()


def test_no_bound_value_is_written_in_the_log(cluster: Cluster) -> None:
    with pytest.raises(psycopg.DataError):
        ask(cluster, "SELECT length(%s) / 0 + %s::text::int", "canary-7f3a", "canary-7f3a")
    assert "canary" not in cluster.layout.log.read_text()


def test_a_living_server_is_shared(cluster: Cluster) -> None:
    assert cluster.spawn() is None
    assert Cluster(cluster.layout.home).spawn() is None


def test_preparing_again_changes_nothing(cluster: Cluster) -> None:
    before = ask(cluster, "SELECT system_identifier::text FROM pg_control_system()")
    cluster.prepare()
    assert ask(cluster, "SELECT system_identifier::text FROM pg_control_system()") == before
