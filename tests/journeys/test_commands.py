"""The commands, as a person types them on an empty machine: no server running, nothing made before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

type Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    home = tmp_path_factory.mktemp("commands")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MARAUDE_", "DJANGO_"))}

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "maraude.cli.main", *words],
            env={**clean, "MARAUDE_HOME": str(home / "home"), **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture(scope="module")
def association(command: Command) -> dict[str, str]:
    made = command(
        *("admin", "create", "--organisation", "Les Veilleurs", "--email", "ines@veilleurs.example"),
        *("--name", "Inès", "--password", "une-phrase-de-passe", "--json"),
    )
    assert made.returncode == 0, made.stderr
    found: dict[str, str] = json.loads(made.stdout)
    return found


def test_an_empty_installation_becomes_usable(command: Command, association: dict[str, str]) -> None:
    assert association["organisation"] == "les-veilleurs"
    added = command(
        *("admin", "member", "--email", "paul@veilleurs.example", "--name", "Paul", "--on-duty"),
        *("--password", "une-autre-phrase"),
    )
    assert added.returncode == 0, added.stderr
    assert command("admin", "token", "--name", "essai").stdout.startswith("mrd_")
    assert "POST /in/generic/" in command("admin", "door", "--name", "Serveur de jeu").stdout
    assert command("admin", "chat").stdout.strip() == association["chat_path"]


@pytest.mark.parametrize("password", ["court", "ines@veilleurs.example"])
def test_what_cannot_be_made_is_said_in_one_sentence(
    command: Command, association: dict[str, str], password: str
) -> None:
    del association
    words = ("--organisation", "Autre", "--email", "ines@autre.example", "--name", "Inès", "--password", password)
    refused = command("admin", "create", *words)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_events_of_a_file_are_replayed_once(command: Command, association: dict[str, str], tmp_path: Path) -> None:
    del association
    event = {"event_id": "f1", "conversation": {"id": "c"}, "sender": {"value": "u"}, "content": {"text": "salut"}}
    file = tmp_path / "events.jsonl"
    file.write_text(json.dumps(event) + "\n\nnot json\n" + json.dumps({**event, "event_id": "f2"}) + "\n")
    first = json.loads(command("ingest", str(file), "--json").stdout)
    again = json.loads(command("ingest", str(file), "--json").stdout)
    assert (first["accepted"], first["duplicates"], first["rejected"][0]["line"]) == (2, 0, 3)
    assert (again["accepted"], again["duplicates"]) == (0, 2)


def test_a_person_who_is_not_here_cannot_be_erased(command: Command, association: dict[str, str]) -> None:
    del association
    for wrong in ("0194f1d2-0000-7000-8000-000000000000", "nope"):
        refused = command("person", "erase", wrong)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr


def test_the_demo_is_refused_where_a_real_association_lives(command: Command, association: dict[str, str]) -> None:
    del association
    assert command("demo", "--json").returncode == 2


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        (("up", "--demo", "--host", "192.0.2.1"), {}),
        (("up",), {"PORT": "nope"}),
        (("up",), {"MARAUDE_MAIL_URL": "gopher://x"}),
        (("doctor",), {"MARAUDE_SECRET_KEY": "short"}),
        (("doctor",), {"MARAUDE_DATABASE_URL": "mysql://x"}),
        (("channels", "--nope"), {}),
    ],
)
def test_wrong_settings_are_refused_with_a_sentence(
    command: Command, words: tuple[str, ...], settings: dict[str, str]
) -> None:
    refused = command(*words, **settings)
    assert refused.returncode in {1, 2}
    assert "Traceback" not in refused.stderr


def test_the_doctor_says_what_is_missing(command: Command, association: dict[str, str]) -> None:
    del association
    looked = command("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(looked.stdout)["checks"]}
    assert looked.returncode == 1
    assert checks["database"]["ok"]
    assert "MARAUDE_MAIL_URL" in checks["mail"]["detail"]


def test_the_same_seed_writes_the_same_bytes(command: Command, tmp_path: Path) -> None:
    words = ("simulate", "--people", "50", "--days", "3", "--seed", "7", "--json", "--to")
    summary = json.loads(command(*words, str(tmp_path / "one.jsonl")).stdout)
    command(*words, str(tmp_path / "two.jsonl"))
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert summary["events"] == len((tmp_path / "one.jsonl").read_text().splitlines())


@pytest.mark.usefixtures("association")
def test_invented_people_never_write_to_a_real_association(command: Command) -> None:
    refused = command("simulate", "--people", "1", "--days", "1")
    assert refused.returncode == 2
    assert "real one" in refused.stderr


@pytest.mark.usefixtures("association")
def test_a_report_is_counted_as_json_or_csv_and_refused_for_a_funder(command: Command) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-30")
    found = json.loads(command("report", *days).stdout)
    assert (found["from"], found["indicators"]["met"], found["path"][0]["step"]) == ("2026-11-01", 0, "met")
    assert command("report", *days, "--format", "csv").stdout.startswith('"indicator","detail","value"')
    for words in (("--audience", "funder"), ("--format", "pdf"), ("--by", "worker")):
        refused = command("report", *days, *words)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr
    assert command("report", "--from", "2026-11-30", "--to", "2026-11-01").returncode == 2
