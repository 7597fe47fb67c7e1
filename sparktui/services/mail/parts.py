"""A mail taken apart: its head, and the texts in it with their place.

One job: walk through the parts of a message in bounded time and memory. Must not: understand the texts.

The parts are found by a search for their borders rather than with `email`, whose parser fails on a thousand nested
parts and takes minutes over a mail of 25 MB that was made for it. Neither size nor nesting can harm here: the bytes are
looked at in place, and every loop has an end.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message

from sparktui.services.mail.charset import decode
from sparktui.services.mail.head import Head, read_head
from sparktui.services.mail.html_text import text_of_html

MOST_PARTS = 500
DEEPEST = 30
LARGEST_TEXT = 512 * 1024
MOST_TEXT = 4 * LARGEST_TEXT
# HTML takes its time tag by tag, and once more for what its links say.
MOST_HTML = 640 * 1024
LARGEST_INNER_HEAD, LARGEST_PART_HEAD = 32 * 1024, 4 * 1024
MOST_SEARCHED = 200 * 1024 * 1024
# How many searches over a text the decoding of it counts for.
_DECODING = 4
_LONGEST_BORDER = 200

_TOO_MUCH = "It has more text than is read."
_MESSAGES = ("message/rfc822", "message/global", "message/news")
_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|div|table|p)\b", re.IGNORECASE)
_HAS_LINK, _OF_TRACKING = re.compile("href", re.IGNORECASE), re.compile("tracking", re.IGNORECASE)
_LINE_OF_BASE64 = re.compile(rb"\s*[A-Za-z0-9+/=]+[ \t]*(?:\n|\Z)")
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text in a mail, in the plain.

    ``place`` is the part's number, such as ``1.2``. ``heads`` are those of the enclosed messages that it stands in,
    outermost first; the mail's own is not among them. Parts with the same ``choice`` say the same in different ways;
    ``branch`` tells one way from another. ``linked`` is the text with the addresses of its links, which nobody sees;
    it is empty where there are none, or where no tracking is spoken of.
    """

    text: str
    place: str
    heads: tuple[Head, ...] = ()
    choice: int = 0
    branch: int = 0
    linked: str = ""


@dataclass(slots=True)
class TakenApart:
    """A mail's head, its texts in their order, and what could not be looked at, in sentences."""

    head: Head
    texts: list[TextPart] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Within:
    """Where the walk is."""

    depth: int = 0
    place: str = ""
    heads: tuple[Head, ...] = ()
    choice: int = 0
    branch: int = 0
    in_digest: bool = False

    def inner(self, number: int) -> _Within:
        return replace(self, depth=self.depth + 1, place=f"{self.place}.{number}".lstrip("."))


def with_line_feeds(content: bytes) -> bytes:
    """Return ``content`` with a line feed for each of the ways in which lines end."""
    if b"\r" not in content:
        return content
    return content.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def take_apart(content: bytes) -> TakenApart:
    """Return the mail that ``content`` is, with line feeds only, taken apart. Any bytes may be passed."""
    # With this every line has a line feed before it, the first one too.
    content = b"\n" + content.lstrip(b"\n")
    head, body = read_head(content, 1, len(content))
    found = TakenApart(head)
    _Walk(content, found, _Allowance()).body(head, body, len(content), _Within())
    return found


@dataclass(slots=True)
class _Allowance:
    """How much of a mail may still be looked at; every level of nesting searches its bytes once more."""

    parts: int = MOST_PARTS
    text: int = MOST_TEXT
    html: int = MOST_HTML
    searched: int = MOST_SEARCHED


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through ``content``: the mail, or a message in it that had to be decoded first."""

    content: bytes
    found: TakenApart
    left: _Allowance

    def body(self, head: Head, start: int, end: int, within: _Within) -> None:
        """Take the body from ``start`` to ``end`` under ``head``."""
        declared = _declared(head, "message/rfc822" if within.in_digest else "text/plain")
        kind, border = declared.get_content_type(), _parameter(declared, "boundary")
        if within.depth > DEEPEST:
            self._trouble(f"It is nested more than {DEEPEST} levels deep.")
        elif kind in _MESSAGES:
            self._message(head, start, end, replace(within, in_digest=False))
        elif kind.startswith("multipart/") and border:
            within = replace(within, in_digest=kind == "multipart/digest")
            self._parts(border, start, end, within, is_choice=kind == "multipart/alternative")
        elif kind.startswith("multipart/") or kind in ("text/plain", "text/html"):
            self._text(head, declared, start, end, within)

    def _message(self, head: Head, start: int, end: int, within: _Within) -> None:
        if head.text("content-transfer-encoding").lower() not in ("base64", "quoted-printable"):
            self._enclosed(start, end, within)
        elif self._may_search(_DECODING * (end - start)):
            content = b"\n" + with_line_feeds(_decoded(head, self.content[start:end]))
            _Walk(content, self.found, self.left)._enclosed(1, len(content), within)

    def _enclosed(self, start: int, end: int, within: _Within) -> None:
        while self.content.startswith(b"\n", start, end):
            start += 1
        head, body = read_head(self.content, start, end, LARGEST_INNER_HEAD)
        self.body(head, body, end, replace(within.inner(1), heads=(*within.heads, head)))

    def _parts(self, border: str, start: int, end: int, within: _Within, *, is_choice: bool) -> None:
        choice, number = self.left.parts, 0
        for number, (first, last) in enumerate(self._between(border, start, end), start=1):
            if self.left.parts <= 0:
                return self._trouble(f"It has more than {MOST_PARTS} parts.")
            self.left.parts -= 1
            head, body = read_head(self.content, first, last, LARGEST_PART_HEAD)
            inner = within.inner(number)
            self.body(head, body, last, replace(inner, choice=choice, branch=number) if is_choice else inner)
        if not number:
            # The announced border is nowhere; what stands there is read as text.
            self._text(Head(), _declared(Head()), start, end, within)
        return None

    def _between(self, border: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where each part between the borders begins and ends."""
        mark = b"\n--" + border.encode("utf-8", "surrogateescape")
        begins, at = -1, self._next(mark, start - 1, end)
        while at >= 0:
            rest_at = at + len(mark)
            line_end = self.content.find(b"\n", rest_at, min(end, rest_at + _LONGEST_BORDER))
            line_end = line_end if line_end >= 0 else min(end, rest_at + _LONGEST_BORDER)
            rest = self.content[rest_at:line_end].strip()
            if rest in (b"", b"--"):
                if begins >= 0:
                    yield begins, max(at, begins)
                if rest:
                    return
                begins = min(line_end + 1, end)
            at = self._next(mark, at + 1, end)
        if 0 <= begins < end:
            yield begins, end

    def _next(self, mark: bytes, start: int, end: int) -> int:
        at = self.content.find(mark, start, end) if self._may_search(1) else -1
        self.left.searched -= (at if at >= 0 else end) - start
        return at

    def _text(self, head: Head, declared: Message, start: int, end: int, within: _Within) -> None:
        largest = min(2 * LARGEST_TEXT, self.left.text)
        if end - start > largest:
            self._trouble(_TOO_MUCH)
        content = self.content[start : min(end, start + largest)]
        self.left.text -= len(content)
        text = decode(_decoded(head, content)[:LARGEST_TEXT], _parameter(declared, "charset"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        linked = ""
        if declared.get_content_type() == "text/html" or _MARKUP.match(text):
            html = self._html(text)
            text = text_of_html(html)
            if len(html) <= self.left.html and _HAS_LINK.search(html) and _OF_TRACKING.search(text):
                linked = text_of_html(self._html(html), with_links=True)
        place = within.place or "1"
        self.found.texts.append(TextPart(text, place, within.heads, within.choice, within.branch, linked))

    def _html(self, html: str) -> str:
        """Return as much of ``html`` as may still be looked at."""
        if len(html) > self.left.html:
            self._trouble(_TOO_MUCH)
        taken = html[: self.left.html]
        self.left.html -= len(taken)
        return taken

    def _may_search(self, size: int) -> bool:
        if self.left.searched < size:
            self._trouble("It is too large for its nesting.")
            return False
        self.left.searched -= size
        return True

    def _trouble(self, sentence: str) -> None:
        if sentence not in self.found.troubles:
            self.found.troubles.append(sentence)


def _declared(head: Head, default: str = "text/plain") -> Message:
    """Return what the head says about its body, in the form that answers for kind and parameters."""
    declared = Message()
    # Only a few kilobytes: the parameters of a longer field take quadratic time.
    declared["Content-Type"] = decode(head.fields.get("content-type", default.encode())).replace("\n", " ")[:1_000]
    return declared


def _parameter(declared: Message, name: str) -> str:
    try:
        value = declared.get_param(name, "")
        written = value[2] if isinstance(value, tuple) else value
        return str(written).strip()[:_LONGEST_BORDER]
    except (LookupError, ValueError, TypeError, AttributeError, UnicodeError):
        return ""


def _decoded(head: Head, body: bytes) -> bytes:
    """Return ``body`` without its transfer encoding; one that is not encoded as it says stays as it is."""
    encoding = head.text("content-transfer-encoding").lower().strip("\"' ")
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == "base64" and _LINE_OF_BASE64.match(body):
        letters = body.split(b"=", 1)[0].translate(None, _NOT_BASE64)
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _padded(letters))
    return body


def _padded(letters: bytes) -> bytes:
    """Return the last, incomplete group of ``letters`` with its padding; a single letter says nothing."""
    last = letters[len(letters) // 4 * 4 :]
    return last + b"=" * (4 - len(last)) if len(last) > 1 else b""
