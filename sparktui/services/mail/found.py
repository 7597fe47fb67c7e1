"""A mail as it was found: its bytes and its place.

One job: the value that sources hand to the reader. Must not: look into it.
"""

from __future__ import annotations

from dataclasses import dataclass

# What a mail about a shipment weighs is a thousandth of this; more is not even loaded.
LARGEST = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FoundMail:
    """A mail's bytes, at most the first `LARGEST` of them, and where they were found.

    ``is_whole`` is False for a mail that goes on beyond what was loaded. ``trouble`` says why nothing could be loaded
    at all; it is empty otherwise.
    """

    source: str
    content: bytes = b""
    is_whole: bool = True
    trouble: str = ""
