"""What a mail is about, by the words in which such mails say it.

One job: recognise mails of shipped devices and requests to purchase. Must not: read numbers or names.

A reply or a forward is recognised like the mail itself: whatever was put before a subject, it still contains the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

_SHIPPED = re.compile(r"status\s+shipped", re.IGNORECASE)
# What Control Hub calls its button, and the same turned round.
_PURCHASE = re.compile(r"\b(?:request(?:s|ed)?\s+(?:a\s+|to\s+)?purchase|purchase\s+request(?:s|ed)?)\b", re.IGNORECASE)
# Others say it in words of their own.
_WISH = re.compile(
    r"\b(?:would\s+like|wants|wishes|intends|plans|is\s+ready|has\s+decided)\s+to\s+(?:buy|purchase)\b", re.IGNORECASE
)
_PRODUCT = re.compile(r"\b(?:trial|spark|webex|control\s+hub|deal\s+id)\b", re.IGNORECASE)
# What says that the request is none, is over, or is only spoken of.
_DENIED = re.compile(
    r"\b(?:declin|reject|cancel|withdr[ae]w|den(?:y\b|ied)|refus|revo[kc]|no\s+longer|not\s+(?:by|to|want|wish|a)\b"
    r"|(?:did|do|does|has|was|is)(?:\s+not\b|n['’]t\b))",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:out\s+of\s+(?:the\s+)?office|auto(?:matic)?[\s-]?(?:reply|response)|abwesen|absen|unsubscribe|newsletter"
    r"|webinar|survey|invitation|reminder|how\s+to|undeliver|delivery|approved|closed|completed|your)"
    r"|\?|^\s*(?:re|aw|antw|sv)(?:\[\d+\])?\s*:",
    re.IGNORECASE,
)
NOT_CERTAIN = "It speaks of a purchase request, and may be none."

_OPENING_LINES = 12
_LONGEST_LINE = 500
_QUOTED = re.compile(r"\s*[>|]")


def is_shipment(subject: str) -> bool:
    """Return whether a mail with that decoded ``subject`` is about a shipment."""
    return bool(_SHIPPED.search(subject))


@dataclass(frozen=True, slots=True)
class Wish:
    """A request to purchase; ``doubt`` says why it may be none, in a sentence, and is empty without a doubt."""

    doubt: str = ""


def purchase_request(subject: str, texts: Iterable[str]) -> Wish | None:
    """Return the customer's request to purchase that a mail is about, or None when it is about something else.

    The subject says so, or the first lines of a text that also speaks of the trial or the product; quoted lines of an
    earlier mail do not count.
    """
    openings = [(_opening(text), bool(_PRODUCT.search(text))) for text in texts]
    is_trial = bool(_PRODUCT.search(subject)) or any(speaks for _, speaks in openings)
    said = bool(_PURCHASE.search(subject)) or any(speaks and _PURCHASE.search(words) for words, speaks in openings)
    wished = is_trial and any(_WISH.search(words) for words in (subject, *(opening for opening, _ in openings)))
    if not (said or wished):
        return None
    is_denied = _SPOKEN_OF.search(subject) or any(_DENIED.search(words) for words in (subject, *dict(openings)))
    return Wish(NOT_CERTAIN if is_denied or not said else "")


def _opening(text: str) -> str:
    """Return the first lines of ``text`` that are not quoted, as one line."""
    own = (line[:_LONGEST_LINE] for line in text[: _OPENING_LINES * _LONGEST_LINE].splitlines() if line.strip())
    return " ".join(islice((line for line in own if not _QUOTED.match(line)), _OPENING_LINES))
