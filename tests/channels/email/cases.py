"""Messages as mail programs write them, and as machines do. Nobody writes to our door: the mailbox is read."""

from __future__ import annotations

import zlib

from maraude.channels.interface import Account
from maraude.core.channel import EventKind
from tests.channels.case import Case

ACCOUNT = Account(
    secrets={
        "secret": "unused",
        "address": "ecoute@lanterne.example",
        "shown": "La Lanterne",
        "user": "ecoute",
        "token": "motdepasse",
        "imap": "imap.lanterne.example:993",
        "smtp": "smtp.lanterne.example:465",
    }
)
OURS = "0199e3a0-5f6b-7c11-9c2e-6b6f1f0c7a11"
NAME = f"<{OURS}.maraude@lanterne.example>"
TO_US = {"In_Reply_To": NAME}
SIGNED = "ok\n\n-- \nje veux mourir"
THREAT = "vois\n> je vais te tuer"


def mail(body: str, *, charset: str = "utf-8", **headers: str) -> bytes:
    """Return a message with these headers (`reply_to` is Reply-To) beside the usual ones."""
    known = {
        "From": "Enzo <Enzo67@Mail.example>",
        "To": "ecoute@lanterne.example",
        "Message-ID": f"<{zlib.crc32((body + repr(headers)).encode())}@mail.example>",
        "Date": "Thu, 26 Nov 2026 20:54:17 +0100",
        "Content-Type": f"text/plain; charset={charset}",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in known.items() if value)
    return head.encode() + b"\r\n" + body.replace("\n", "\r\n").encode(charset)


def _multipart(kind: str, *parts: str) -> tuple[str, str]:
    body = "".join(f"--b\n{part}\n" for part in parts) + "--b--\n"
    return body, f'multipart/{kind}; boundary="b"'


def _mixed(name: str, words: str, kind: str, *parts: str, answers: str = "") -> Case:
    text, content_type = _multipart(kind, *parts)
    body = mail(text, Content_Type=content_type, In_Reply_To=answers)
    return Case(name=name, body=body, expected=((EventKind.MESSAGE, words),))


def _said(name: str, words: str, body: bytes) -> Case:
    return Case(name=name, body=body, expected=((EventKind.MESSAGE, words),))


def _machine(name: str, **headers: str) -> Case:
    return Case(name=name, body=mail("Je suis absent.", **headers))


def bounce(action: str, *, name: str = NAME) -> bytes:
    """Return what a mail server sends back about a message."""
    body, _ = _multipart(
        "report",
        "Content-Type: text/plain\n\nI'm sorry to have to inform you",
        f"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; x@y.example\nAction: {action}",
        f"Content-Type: message/rfc822\n\nMessage-ID: {name}\nSubject: Re: x\n\nBonsoir",
    )
    return mail(
        body,
        From="MAILER-DAEMON@mail.example",
        Message_ID=f"<{action}@mail.example>",
        Content_Type='multipart/report; report-type=delivery-status; boundary="b"',
        Auto_Submitted="auto-replied",
    )


_ANSWER = """oui jveux bien
Le jeu. 26 nov. 2026 à 20:00, La Lanterne <ecoute@lanterne.example>
a écrit :

> Bonsoir Enzo
> on peut se parler demain ?
"""
_OUTLOOK = """d'accord

De : La Lanterne
Envoyé : jeudi 26 novembre 2026 20:00
À : Enzo
Objet : Re: question

Bonsoir Enzo"""
_BETWEEN = """> Tu manges ?
pas depuis hier
> Tu dors où ?
dans ma caisse
"""
_PNG = "Content-Type: image/png\nContent-Disposition: attachment; filename=x.png\n\niVBORw0K"

CASES = (
    _said("a message", "Bonjour\n\nvous êtes là ?", mail("vous êtes là ?", Subject="Bonjour")),
    _said("without subject", "ya qqn", mail("ya qqn", Message_ID="<2@mail.example>")),
    _said("all in the subject", "j'ai plus de logement", mail("", Subject="j'ai plus de logement")),
    _said("an encoded subject", "été 😊\n\nslt", mail("slt", Subject="=?utf-8?b?w6l0w6kg8J+Yig==?=")),
    _said("an old charset", "ça va pas à l'école", mail("ça va pas à l'école", charset="iso-8859-1")),
    _said("a charset that is a lie", "ça va", mail("ça va").replace(b"charset=utf-8", b"charset=us-ascii")),
    _said("a charset nobody knows", "ça va", mail("ça va").replace(b"charset=utf-8", b"charset=x-klingon")),
    _said("an answer", "oui jveux bien", mail(_ANSWER, Subject="Re: Bonjour", **TO_US)),
    _said("an answer by Outlook, which marks nothing", _OUTLOOK, mail(_OUTLOOK, Subject="RE: question", **TO_US)),
    _said("a signature is kept", SIGNED, mail(SIGNED, Subject="Re: x", **TO_US)),
    _said("a quotation of somebody else's", THREAT, mail(THREAT, Subject="Re: x")),
    _said("an answer point by point", "pas depuis hier\ndans ma caisse", mail(_BETWEEN, Subject="Re: x", **TO_US)),
    _said("a signature of the telephone", "ok", mail("ok\n\nEnvoyé depuis mon iPhone", Subject="Re: x", **TO_US)),
    _said(
        "a forwarded threat is kept whole",
        "Fwd: menace\n\nregardez\n\n> je vais te tuer",
        mail("regardez\n\n> je vais te tuer", Subject="Fwd: menace"),
    ),
    _said("only a quotation", "> Bonsoir", mail("> Bonsoir", Subject="Re: x", **TO_US)),
    _mixed(
        "both ways",
        "salut",
        "alternative",
        "Content-Type: text/plain; charset=utf-8\n\nsalut",
        "Content-Type: text/html; charset=utf-8\n\n<p>salut</p>",
    ),
    _mixed(
        "a page only",
        "salut\n\nça va",
        "alternative",
        "Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>salut</p><p>&ccedil;a va<img src='http://x/'></p>",
    ),
    _mixed(
        "a page that answers",
        "oui",
        "alternative",
        "Content-Type: text/html; charset=utf-8\n\n<div>oui</div>"
        "<div>Le jeu. 26 nov. 2026 à 20:00, La Lanterne a écrit :</div>"
        "<blockquote>Bonsoir Enzo</blockquote>",
        answers=NAME,
    ),
    _mixed("a picture", "regarde", "mixed", "Content-Type: text/plain\n\nregarde", _PNG),
    _mixed("a voice message", "", "mixed", "Content-Type: audio/ogg\nContent-Disposition: attachment\n\nOggS"),
    _mixed(
        "a signature with its picture",
        "slt",
        "related",
        "Content-Type: text/plain\n\nslt",
        "Content-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline\n\niVBORw0K",
    ),
    _mixed(
        "a message as a file",
        "lis ca",
        "mixed",
        "Content-Type: text/plain\n\nlis ca",
        "Content-Type: message/rfc822\n\nFrom: a@b.example\n\nje vais te tuer",
    ),
    _said("elsewhere to be answered", "slt", mail("slt", Reply_To="enzo@other.example", Message_ID="<9@m.example>")),
    _said("a clock of another time", "slt", mail("slt", Date="Thu, 01 Jan 1970 00:00:00 +0000")),
    _said("a date that is none", "coucou", mail("coucou", Date="hier", Message_ID="")),
    Case(name="a bounce", body=bounce("failed"), expected=((EventKind.DELIVERY, "failed"),)),
    Case(name="an arrival", body=bounce("delivered"), expected=((EventKind.DELIVERY, "delivered"),)),
    Case(name="a delay", body=bounce("delayed")),
    Case(name="a bounce of somebody else's", body=bounce("failed", name="<x@elsewhere.example>")),
    Case(
        name="a bounce in plain words",
        body=mail(f"Undelivered\nMessage-ID: {NAME}", From="postmaster@mail.example", Message_ID="<p@mail.example>"),
        expected=((EventKind.DELIVERY, "failed"),),
    ),
    _machine("an absence", Auto_Submitted="auto-replied"),
    _machine("a list", List_Id="<amis.mail.example>"),
    _machine("a mass mailing", Precedence="bulk"),
    _machine("an old answering machine", X_Autoreply="yes"),
    _machine("a message without return", Return_Path="<>"),
    _machine("a machine", From="no-reply@shop.example"),
    _machine("our own words", Message_ID=NAME),
    _machine("nobody", From=""),
    _machine("nobody that can be answered", From="Enzo"),
    Case(name="nothing", body=mail("")),
)
