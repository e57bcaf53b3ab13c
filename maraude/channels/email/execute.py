"""Handing a message to the association's mail server."""

from __future__ import annotations

import smtplib

from maraude.channels.email.letter import NoLetter, read_letter, written
from maraude.channels.email.mailbox import NoMailServer, WrongMailbox, open_smtp
from maraude.channels.email.server import WrongServer, read_server
from maraude.channels.interface import WireRequest
from maraude.core.channel import SendResult, SendStatus


def execute(request: WireRequest) -> SendResult:
    """Send. Until the server was given the whole message nothing left; a lost answer after that is ambiguous."""
    known = request.headers
    try:
        letter = read_letter(request.body)
        message = written(letter)
        smtp = open_smtp(read_server(known["server"], port=587), user=known["user"], password=known["password"])
    except (NoLetter, WrongServer):
        return SendResult(status=SendStatus.REFUSED, error="unsupported")
    except WrongMailbox:
        return SendResult(status=SendStatus.REFUSED, error="auth")
    except NoMailServer:
        return SendResult(status=SendStatus.FAILED, error="unreachable")
    try:
        smtp.sendmail(letter.sender, [letter.to], message)
    except smtplib.SMTPException as error:
        return _refused(error)
    except OSError:
        return SendResult(status=SendStatus.AMBIGUOUS, error="answer_lost")
    finally:
        _leave(smtp)
    return SendResult(status=SendStatus.SENT)


def _refused(error: smtplib.SMTPException) -> SendResult:
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return SendResult(status=SendStatus.AMBIGUOUS, error="answer_lost")
    code = (
        next((code for code, _ in error.recipients.values()), 0)
        if isinstance(error, smtplib.SMTPRecipientsRefused)
        else getattr(error, "smtp_code", 0)
    )
    if 400 <= code < 500:
        return SendResult(status=SendStatus.FAILED, error="temporary")  # « come back later », as some always say first
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return SendResult(status=SendStatus.REFUSED, error="unknown_recipient")
    return SendResult(status=SendStatus.REFUSED, error=f"smtp_{code}")


def _leave(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError):
        smtp.close()
