"""Mailboxes in one file (mbox): one mail behind the other, each below a line that begins with ``From``.

One job: give the mails one by one, holding no more than one. Must not: lock the file or write to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sparktui.services.mail.found import BEGINNING, LARGEST, FoundMail

_LONGEST_LINE = 64 * 1024
_DAY = rb"(?:mon|tue|wed|thu|fri|sat|sun)"
# A border names the sender and the time. Where it stands behind an empty line, one without a time is understood too.
_BORDER = re.compile(rb"From .*\b" + _DAY + rb"\b.*\d:\d\d", re.IGNORECASE)
_BORDER_BEHIND_BLANK = re.compile(rb"From (?:.*\d:\d\d|\S*@\S*\s*$|(?:-|MAILER-DAEMON)\s*$)", re.IGNORECASE)
_ESCAPED = re.compile(rb">+From ")


def is_mbox(beginning: bytes) -> bool:
    """Return whether a file that begins so is a mailbox and not a single mail."""
    return beginning.lstrip().startswith(b"From ")


def mails_in(source: str, stream: BinaryIO) -> Iterator[FoundMail]:
    """Yield the mails in the mailbox ``stream``, each with its number behind ``source``."""
    mail, size, number = bytearray(), 0, 0
    begins_line, is_behind_blank = True, True
    while line := stream.readline(_LONGEST_LINE):
        if begins_line and _is_border(line, is_first=not number, is_behind_blank=is_behind_blank):
            if number:
                yield _found(source, number, mail, size)
            mail, size, number = bytearray(), 0, number + 1
        else:
            kept = line[1:] if begins_line and _ESCAPED.match(line) else line
            size += len(kept)
            if size <= LARGEST:
                mail += kept
            else:
                del mail[BEGINNING:]
        is_behind_blank = begins_line and not line.strip()
        begins_line = line.endswith(b"\n")
    if number or mail.strip():
        yield _found(source, max(number, 1), mail, size)


def _is_border(line: bytes, *, is_first: bool, is_behind_blank: bool) -> bool:
    if not line.startswith(b"From "):
        return False
    border = _BORDER_BEHIND_BLANK if is_behind_blank else _BORDER
    return is_first or bool(border.match(line))


def _found(source: str, number: int, mail: bytearray, size: int) -> FoundMail:
    return FoundMail(f"{source}, mail {number}", bytes(mail), is_whole=size <= LARGEST)
