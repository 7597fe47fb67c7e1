"""What a mail is about, by the words in which such mails say it.

One job: recognise mails of shipped devices and requests to purchase. Must not: read numbers or names.

A reply or a forward is recognised like the mail itself: whatever was put before a subject, it still contains the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

_SHIPPED = re.compile(r"status\s+shipped", re.IGNORECASE)
# What Control Hub calls its button, and the same turned round.
_PURCHASE = re.compile(r"\b(?:request(?:s|ed)?\s+(?:a\s+|to\s+)?purchase|purchase\s+request(?:s|ed)?)\b", re.IGNORECASE)
_PRODUCT = re.compile(r"\b(?:trial|spark|webex|control\s+hub)\b", re.IGNORECASE)

_OPENING_LINES = 12
_LONGEST_LINE = 500
_QUOTED = re.compile(r"\s*[>|]")


def is_shipment(subject: str) -> bool:
    """Return whether a mail with that decoded ``subject`` is about a shipment."""
    return bool(_SHIPPED.search(subject))


def is_purchase_request(subject: str, texts: Iterable[str]) -> bool:
    """Return whether a mail is about a customer's request to purchase.

    The subject says so, or the first lines of a text that also speaks of the trial or the product; quoted lines of an
    earlier mail do not count.
    """
    if _PURCHASE.search(subject):
        return True
    return any(_PURCHASE.search(_opening(text)) and _PRODUCT.search(text) for text in texts)


def _opening(text: str) -> str:
    """Return the first lines of ``text`` that are not quoted, as one line."""
    own = (line[:_LONGEST_LINE] for line in text[: _OPENING_LINES * _LONGEST_LINE].splitlines() if line.strip())
    return " ".join(islice((line for line in own if not _QUOTED.match(line)), _OPENING_LINES))
