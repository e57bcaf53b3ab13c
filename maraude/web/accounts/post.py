"""Mails about an account: handed over beside the page, so that nobody waits and no time is told."""

from __future__ import annotations

import logging
from threading import Thread

from django.conf import settings

from maraude.core.errors import ProviderError
from maraude.lib.mail import send_mail

_log = logging.getLogger(__name__)


def post(*, recipient: str, subject: str, body: str) -> Thread | None:
    """Send one mail in a thread of its own, which is returned; None without a mail server."""
    if not settings.MAIL_URL:
        return None
    thread = Thread(target=_send, args=(settings.MAIL_URL, settings.MAIL_FROM, recipient, subject, body), daemon=True)
    thread.start()
    return thread


def _send(url: str, sender: str, recipient: str, subject: str, body: str) -> None:
    try:
        send_mail(url, sender=sender, recipient=recipient, subject=subject, body=body)
    except ProviderError as error:
        _log.warning("a mail about an account failed: %s", type(error).__name__)
