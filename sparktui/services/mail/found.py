"""A mail as it was found: its bytes and its place.

One job: the value that sources hand to the reader, and how much of a mail they load. Must not: look into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

# What a mail about a shipment weighs is a thousandth of this.
LARGEST = 25 * 1024 * 1024
# Of a larger mail no more is kept than its head, which says what it is about.
BEGINNING = 512 * 1024


@dataclass(frozen=True, slots=True)
class FoundMail:
    """A mail's bytes, and where they were found.

    ``is_whole`` is False for a mail larger than `LARGEST`, of which only the beginning is there. ``trouble`` says why
    nothing could be loaded at all; it is empty otherwise.
    """

    source: str
    content: bytes = b""
    is_whole: bool = True
    trouble: str = ""


def load(source: str, stream: BinaryIO) -> FoundMail:
    """Return the one mail that ``stream`` holds, reading no further than `LARGEST`."""
    content = stream.read(LARGEST + 1)
    return FoundMail(source, content) if len(content) <= LARGEST else FoundMail(source, content[:BEGINNING], False)
