"""A judged file that comes with its own directory: read into a house of its own, never into an installation."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from maraude.bench.place import bench_house, work_as
from maraude.lib import clock
from maraude.lib.roles import APP, OWNER

SHIPPED = Path(str(files("maraude.bench.orientation").joinpath("profiles.jsonl")))
_DIRECTORY, _COMMUNES = "directory.jsonl.xz", "communes.csv"


def has_own_directory(path: Path) -> bool:
    """Say whether a directory lies beside a judged file."""
    return (path.parent / _DIRECTORY).exists() and (path.parent / _COMMUNES).exists()


@contextmanager
def own_house(path: Path) -> Iterator[None]:
    """Set Django up on a house that holds the directory beside a judged file, and nothing else."""
    with bench_house() as house:
        work_as(OWNER)
        from maraude.apps.directory.actions.import_directory import import_directory  # noqa: PLC0415
        from maraude.apps.directory.actions.import_geo import import_geo  # noqa: PLC0415
        from maraude.apps.directory.models import Structure  # noqa: PLC0415

        Structure.objects.all().delete()  # what the demo invented
        import_geo(files=[path.parent / _COMMUNES], gazetteer_path=house.home / "gazetteer", at=clock.now())
        plain = house.home / "directory.jsonl"
        plain.write_bytes(lzma.decompress((path.parent / _DIRECTORY).read_bytes()))
        import_directory(files=[plain], at=clock.now())
        work_as(APP)
        yield
