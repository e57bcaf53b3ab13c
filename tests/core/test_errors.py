from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import maraude
from maraude.core.errors import MaraudeError, ProviderError, Refused

# Control flow inside one ASGI connection, and what a test bench breaks: they never reach a person.
_NAMES_OF_WHAT_HAPPENED = {"BodyTooLarge", "Disconnected", "FaultInjected", "Overloaded"}


def our_exceptions() -> Iterator[type[BaseException]]:
    for module in pkgutil.walk_packages(maraude.__path__, "maraude."):
        if ".migrations" in module.name or module.name.startswith("maraude.bench") or module.name.endswith(".serve"):
            continue
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, BaseException) and found.__module__ == module.name:
                yield found


def test_every_error_of_ours_derives_from_maraude_error() -> None:
    strangers = {one.__name__ for one in our_exceptions() if not issubclass(one, MaraudeError)}
    assert strangers <= _NAMES_OF_WHAT_HAPPENED


def test_every_error_says_one_sentence_by_default() -> None:
    for found in our_exceptions():
        sentence = (found.__doc__ or "").strip().splitlines()[0]
        assert sentence.endswith("."), found


def test_every_refusal_has_its_own_code() -> None:
    codes = [one.code for one in our_exceptions() if issubclass(one, Refused) and "code" in vars(one)]
    assert len(codes) == len(set(codes))


def test_an_error_without_words_uses_its_docstring() -> None:
    assert str(Refused()) == "A rule of the house refused this action."
    assert str(Refused("Not today.")) == "Not today."


def test_a_providers_failure_says_whether_to_try_again() -> None:
    error = ProviderError(permanent=True, retry_after_s=3)
    assert (error.permanent, error.retry_after_s) == (True, 3)


def test_the_domain_and_the_gateway_run_without_django() -> None:
    packages = ("core", "lib", "channels", "understanding", "gateway")
    script = (
        "import importlib, pkgutil, sys\n"
        f"for name in {packages!r}:\n"
        "    package = importlib.import_module('maraude.' + name)\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "sys.exit('django' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-500:]
