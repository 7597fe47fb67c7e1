"""The head of a mail or of one of its parts: the few fields that matter here.

One job: find where a head ends and give its fields as text. Must not: read bodies.

Fields are found by a search in the bytes rather than with `email`, whose parser takes minutes over some hostile mails
and gives up on deeply nested ones.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from sparktui.services.mail.charset import decode

LARGEST_HEAD = 256 * 1024
_LONGEST_FIELD = 4_000

_FIELD = re.compile(
    rb"^(subject|from|to|cc|reply-to|date|message-id|content-type|content-transfer-encoding)[ \t]*:"
    rb"([^\n]*(?:\n[ \t][^\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
# Where a head ends: at an empty line, or at one that is neither a field nor the continuation of one.
_END = re.compile(rb"^(?![!-9;-~]+[ \t]*:|[ \t]|>?From )", re.MULTILINE)

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The fields of a head by their names in lower case: the first of each name, unfolded, not yet decoded.

    ``cut`` names those that are longer than is kept of them. Each head is equal to itself only.
    """

    fields: Mapping[str, bytes] = field(default_factory=dict)
    cut: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """Return the field called ``name`` as people are to read it; empty when there is none."""
        return decode_field(self.fields.get(name, b""))

    @property
    def message_id(self) -> str:
        """The message's ID with its angle brackets; empty when there is none."""
        return "".join(self.text("message-id").split())

    @property
    def sent_at(self) -> datetime | None:
        """The moment at which it was sent, in UTC; None when that cannot be told."""
        try:
            sent = parsedate_to_datetime(self.text("date")[:100])
            return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            return None


def read_head(content: bytes, start: int, end: int, largest: int = LARGEST_HEAD) -> tuple[Head, int]:
    """Return the head that begins at ``start`` in ``content``, and where its body begins.

    ``content`` has line feeds only. A head of more than ``largest`` bytes is cut: its body begins there.
    """
    limit = min(end, start + largest)
    ends = _END.search(content, start, limit)
    head_end = body = ends.start() if ends else limit
    if content.startswith(b"\n", body, end):
        body += 1
    else:
        # A broken line stands in the head: its text may be wanted, and so may the fields behind it.
        head_end = content.find(b"\n\n", body, limit) if body < limit else limit
    found: dict[str, bytes] = {}
    cut: set[str] = set()
    for match in _FIELD.finditer(content, start, head_end if head_end >= 0 else limit):
        name = match[1].decode("ascii").lower()
        if name not in found and len(match[2]) > _LONGEST_FIELD:
            cut.add(name)
        found.setdefault(name, match[2][:_LONGEST_FIELD].strip())
    return Head(found, frozenset(cut)), body


# Every text in an enclosed message asks for the same few fields of its head.
@lru_cache(maxsize=256)
def decode_field(value: bytes) -> str:
    """Return a field's ``value`` as one line of text, its encoded words decoded as far as they can be."""
    written = _BETWEEN_WORDS.sub(r"\1", decode(value))
    pieces: list[str] = []
    pending, pending_charset, at = b"", "", 0
    for match in _ENCODED_WORD.finditer(written):
        charset, kind, encoded = match[1].split("*")[0], match[2].lower(), match[3]
        between = written[at : match.start()]
        content = _from_base64(encoded) if kind == "b" else _from_q(encoded)
        # A letter may be cut in two by the border between two words.
        if between or charset != pending_charset:
            pieces += decode(pending, pending_charset), between
            pending = b""
        pending, pending_charset, at = pending + content, charset, match.end()
    pieces += decode(pending, pending_charset), written[at:]
    return " ".join("".join(pieces).split())


def _from_q(encoded: str) -> bytes:
    return binascii.a2b_qp(encoded.encode("utf-8", "replace"), header=True)


def _from_base64(encoded: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", encoded)
    try:
        return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))
    except binascii.Error:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
