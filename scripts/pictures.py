"""Copy the README's pictures from the journeys' screens: `make test`, then `python scripts/pictures.py`."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCREENS, IMAGES = ROOT / "test-output" / "screens", ROOT / "docs" / "images"
_IMAGE = re.compile(r"\(((?:\.\./)?(?:docs/)?images/([\w-]+\.png))\)")


def main() -> None:
    """Copy what README.md and the pages under docs/ show; say what the journeys did not photograph."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    wanted = {found[2] for page in pages for found in _IMAGE.finditer(page.read_text(encoding="utf-8"))}
    IMAGES.mkdir(exist_ok=True)
    for old in IMAGES.glob("*.png"):
        if old.name not in wanted:
            old.unlink()
    for name in sorted(wanted):
        if (SCREENS / name).exists():
            shutil.copyfile(SCREENS / name, IMAGES / name)
        else:
            sys.stderr.write(f"no screen {name}: run the journeys first\n")


if __name__ == "__main__":
    main()
