from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def page(lanterne: Any, process: Callable[[], int]) -> Any:
    """La Lanterne's chat page in a new browser."""
    from tests.support.chat_page import open_page  # noqa: PLC0415 - once Django is there

    return open_page(lanterne, process)
