"""The bill of what we install (CycloneDX 1.6): `sbom.py write` makes it from the lock, `sbom.py check` compares.

It comes from the lock, not from what is installed, so that it is the same with each Python and on each system; the
licences come from what is installed, and stay as they are for a package this machine doesn't have.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK, BILL = ROOT / "requirements.lock", ROOT / "security" / "sbom.cdx.json"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)
# What may be installed beside an Apache-2.0 program; a GPL or AGPL package is refused by name.
FREE = re.compile(
    r"0BSD|Apache-2\.0|BSD-[23]-Clause|CC0-1\.0|ISC|LGPL-3\.0-(?:only|or-later)|MIT|MIT-0|MPL-2\.0|PSF-2\.0|Unlicense|Zlib"
)
_BY_CLASSIFIER = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_BY_WORDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "PSFL": "PSF-2.0",
}
# Read in the package's own LICENSE file, because its metadata doesn't say, or says it in many lines.
_READ_BY_US = {
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "httpx2-jsfetch": "BSD-3-Clause",
    "qrcode": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}


def locked(lock: str) -> dict[str, str]:
    """Return the version of each package of a lock, by name."""
    return {name.lower(): version for name, version in _PIN.findall(lock)}


def licence_of(name: str) -> str | None:
    """Return the SPDX expression of an installed package; None when it is not installed or doesn't say."""
    if name in _READ_BY_US:
        return _READ_BY_US[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if expression := about.get("License-Expression"):
        return str(expression)
    short = (about.get("License") or "").strip()
    short = _BY_WORDS.get(short, short)
    if is_free(short):
        return short
    said = [line.rsplit(" :: ", 1)[-1] for line in about.get_all("Classifier", []) if line.startswith("License")]
    return " OR ".join(sorted({_BY_CLASSIFIER[one] for one in said if one in _BY_CLASSIFIER})) or None


def is_free(expression: str) -> bool:
    """Say whether every part of an expression, or one side of each OR, may stand beside Apache-2.0."""
    parts = [part.strip("() ") for part in re.split(r" AND ", expression)]
    return all(any(FREE.fullmatch(one.strip("() ")) for one in part.split(" OR ")) for part in parts)


def bill_of(lock: str, old: dict[str, Any]) -> dict[str, Any]:
    """Return the bill of a lock. `old`: the bill before, for the licences of what is not installed here."""
    before = {one["name"]: one for one in old.get("components", ())}
    components = []
    for name, version in sorted(locked(lock).items()):
        licence = licence_of(name) or next((x["expression"] for x in before.get(name, {}).get("licenses", ())), None)
        components.append(
            {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                **({"licenses": [{"expression": licence}]} if licence else {}),
            }
        )
    about = {"component": {"type": "application", "name": "maraude", "licenses": [{"expression": "Apache-2.0"}]}}
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": about, "components": components}


def wrong(bill: dict[str, Any], lock: str) -> Iterator[str]:
    """Say, a line each, what differs from the lock and which licence is unknown or may not stand here."""
    said = {one["name"]: one for one in bill["components"]}
    pins = locked(lock)
    for name in sorted(pins.keys() ^ said.keys()):
        yield f"{name}: {'not in the bill' if name in pins else 'no longer locked'}; run `make sbom`."
    for name in sorted(pins.keys() & said.keys()):
        if said[name]["version"] != pins[name]:
            yield f"{name}: {said[name]['version']} in the bill, {pins[name]} in the lock; run `make sbom`."
        expression = next((one["expression"] for one in said[name].get("licenses", ())), "")
        if not expression:
            yield f"{name}: no licence known; read its LICENSE file and add it to scripts/sbom.py."
        elif not is_free(expression):
            yield f"{name}: {expression} may not stand beside Apache-2.0."


def main() -> int:
    """Write or check the bill."""
    lock = LOCK.read_text(encoding="utf-8")
    old = json.loads(BILL.read_text(encoding="utf-8")) if BILL.exists() else {"components": []}
    if sys.argv[1:] == ["write"]:
        old = bill_of(lock, old)
        BILL.write_text(json.dumps(old, indent=1) + "\n", encoding="utf-8")
    lines = list(wrong(old, lock))
    for line in lines:
        sys.stderr.write(f"security/sbom.cdx.json: {line}\n")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
