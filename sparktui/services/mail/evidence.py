"""What in a text may say whose mail it is: deal IDs and mail addresses.

One job: find them as they are written. Must not: judge whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from sparktui.services.mail.columns import cells_below

_MOST = 100

# Digits that go on in another way are a date, a price or a longer number.
_WHOLE = r"[0-9]{1,10}+(?!\w|[-.:][0-9]|/[0-9]{1,2}(?![0-9]))"
# A number with all the groups of digits that stand behind it on its line, with nothing but blanks between them.
_NUMBER = rf"{_WHOLE}(?:[^\S\n\t]{{1,3}}{_WHOLE}){{0,10}}"
# A label and the number at once behind it.
_DEAL_LABEL = r"deal[\s_-]{0,5}(?:ids?|identifier|numbers?|no\b\.?|nr\b\.?|\#)"
_DEAL_ID = re.compile(
    rf"""\b{_DEAL_LABEL}
    [\s:=\#*_"'()|\uff1a-]{{0,12}}(?:is[\s:]{{1,3}})?
    (?P<first>{_NUMBER})
    (?P<more>(?:\s?(?:[,;]?\s?(?:and|or)|[,;&/|+(])\s?{_NUMBER}){{0,10}})""",
    re.IGNORECASE | re.VERBOSE,
)
_DEAL = re.compile(_NUMBER)
_DEALS = re.compile(r"[0-9 ,;/&]{1,60}")
_ADDRESS = re.compile(r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def deal_ids(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what stands behind a label such as ``Deal ID`` and is 1 to 10 digits, each once.

    Groups of digits with blanks between them, such as ``0042 318``, are handed out together, with one blank each.
    """
    return _first(" ".join(number.split()) for text in texts for number in _deals_of(text))


def _deals_of(text: str) -> list[str]:
    """Return what stands behind the labels in ``text``, or else below those that head a column."""
    behind = [deal for match in _DEAL_ID.finditer(text) for deal in (match["first"], *_DEAL.findall(match["more"]))]
    if behind:
        return behind
    cells = (cell for cell in cells_below(text, _DEAL_LABEL) if _DEALS.fullmatch(cell.strip()))
    return [deal for cell in cells for deal in _DEAL.findall(cell)]


def addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what reads like a mail address, each once, letter case as it is written."""
    return _first(match[0].lstrip("'./=").rstrip("-") for text in texts for match in _ADDRESS.finditer(text))


def _first(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(islice((text for text in found if text), _MOST * _MOST)), _MOST))
