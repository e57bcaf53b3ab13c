"""What a browser is answered by the chat's door: a page or a redirection for a form, JSON for our script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import msgspec

from maraude.channels.webchat.submission import Submission
from maraude.gateway import chat_words as words
from maraude.gateway.asgi import Send, respond

_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="same-origin"><title>{title}</title>
<link rel="icon" href="/static/page.svg" type="image/svg+xml"><link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/public.css"></head>
<body><main class="page"><h1>{title}</h1><p class="notice" role="alert">{sentence}</p>{more}<p>{danger}</p></main>
</body></html>
"""
_FORM = """<form class="write" method="post" action="/chat/{key}"><input type="hidden" name="key" value="{press}">
<input type="hidden" name="door" value="{door}"><input type="hidden" name="lang" value="{lang}">
<input type="hidden" name="signal" value="{signal}">
<label for="text">{label}</label><textarea id="text" name="text" dir="auto" rows="6">
{text}</textarea><button class="button button--main" type="submit">{again}</button></form>"""
_PRIVATE = (
    (b"content-security-policy", b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


@dataclass(slots=True, kw_only=True)
class Answers:
    """The answers to one request. Header names are lower-case; `key` is the account's, from the address."""

    send: Send
    headers: Mapping[str, str]
    key: str

    @property
    def to_script(self) -> bool:
        """Say whether our script asked, rather than a form."""
        return self.headers.get("content-type", "").startswith("application/json")

    async def kept(self, submission: Submission, *, cookies: Iterable[str]) -> None:
        """Say that the message is safe; a form is led back to the thread."""
        if self.to_script:
            await self._json(200, {"kept": True}, cookies=cookies)
        else:
            await self._to_the_page(submission, cookies=cookies)

    async def work_first(self, *, seed: str, bits: int, cookies: Iterable[str]) -> None:
        """Say that many write at once: the message waits its turn here, and goes first if this work is done."""
        await self._json(202, {"kept": False, "seed": seed, "bits": bits}, cookies=cookies)

    async def nothing_written(self, submission: Submission) -> None:
        """Lead an empty form back; nothing was sent."""
        if self.to_script:
            await self._json(400, {"kept": False, "error": "empty"})
        else:
            await self._to_the_page(submission)

    async def not_stored(self, submission: Submission) -> None:
        """Give back what was typed: it could not be stored now."""
        more = ""
        if submission.text or submission.signal:
            lang = self._lang(submission)
            more = _FORM.format(
                key=escape(self.key),
                press=escape(submission.key),
                door=escape(submission.door),
                lang=lang,
                signal=escape(submission.signal),
                label=words.YOUR_MESSAGE[lang],
                text=escape(submission.text),
                again=words.SEND_AGAIN[lang],
            )
        await self._refuse(503, "not_stored", words.NOT_STORED, submission=submission, more=more)

    async def too_long(self) -> None:
        """Say that it is over a megabyte."""
        await self._refuse(413, "too_long", words.TOO_LONG)

    async def malformed(self) -> None:
        """Say that this is not what our form sends."""
        await self._refuse(400, "malformed", words.MALFORMED)

    async def from_elsewhere(self) -> None:
        """Refuse what another site wrote in somebody's name; the way to the page is shown."""
        lang = self._lang()
        link = f'<p><a class="button" href="/chat/{escape(self.key)}">{words.TO_THE_PAGE[lang]}</a></p>'
        await self._refuse(403, "from_elsewhere", words.FROM_ELSEWHERE, more=link)

    async def nothing_here(self) -> None:
        """Answer alike for a key that never was and one that was closed."""
        await self._refuse(404, "nothing_here", words.NOTHING_HERE)

    async def nothing_to_watch(self) -> None:
        """Tell an event stream not to come back (204, as its standard says)."""
        await respond(self.send, 204, b"", content_type=b"text/plain")

    async def _to_the_page(self, submission: Submission, *, cookies: Iterable[str] = ()) -> None:
        query = f"?lang={submission.lang}" if submission.lang else ""
        place = (b"location", f"/chat/{self.key}{query}#end".encode())
        await respond(self.send, 303, b"", content_type=b"text/plain", extra=(place, *_cookie_headers(cookies)))

    async def _json(self, status: int, body: Mapping[str, object], *, cookies: Iterable[str] = ()) -> None:
        await respond(self.send, status, msgspec.json.encode(body), extra=tuple(_cookie_headers(cookies)))

    async def _refuse(
        self,
        status: int,
        code: str,
        sentence: Mapping[str, str],
        *,
        submission: Submission | None = None,
        more: str = "",
    ) -> None:
        if self.to_script:
            await self._json(status, {"kept": False, "error": code})
            return
        lang = self._lang(submission)
        page = _PAGE.format(
            lang=lang,
            title=words.TITLE[lang],
            sentence=sentence[lang],
            more=more,
            danger=words.DANGER[lang],
        )
        extra = (*_PRIVATE, (b"retry-after", b"5")) if status == 503 else _PRIVATE
        await respond(self.send, status, page.encode(), content_type=b"text/html; charset=utf-8", extra=extra)

    def _lang(self, submission: Submission | None = None) -> str:
        if submission is not None and submission.lang:
            return submission.lang
        return "en" if self.headers.get("accept-language", "").startswith("en") else "fr"


def _cookie_headers(cookies: Iterable[str]) -> list[tuple[bytes, bytes]]:
    return [(b"set-cookie", cookie.encode()) for cookie in cookies]
