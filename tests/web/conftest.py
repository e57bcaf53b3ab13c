from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _static_folder(django_db_setup: None) -> None:
    """Make the folder of static files, whose absence is a warning, hence an error."""
    del django_db_setup
    from django.conf import settings  # noqa: PLC0415 - once Django is there

    settings.STATIC_ROOT.mkdir(exist_ok=True, parents=True)


@pytest.fixture
def demo(settings: Any) -> None:
    """The second factor is not asked in the demo."""
    settings.IS_DEMO = True


@pytest.fixture
def signed_in(demo: None) -> Callable[[int], Client]:
    """Return a browser where somebody is signed in."""
    del demo

    def sign_in(user_id: int) -> Client:
        from maraude.apps.orgs.models import User  # noqa: PLC0415 - once Django is there

        client = Client(headers={"accept-language": "fr"})
        client.force_login(User.objects.get(id=user_id))
        return client

    return sign_in
