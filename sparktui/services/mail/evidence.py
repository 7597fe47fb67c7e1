"""What in a text may say whose mail it is: deal IDs and mail addresses.

One job: find them as they are written. Must not: judge whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from sparktui.services.mail.columns import cells_below

_MOST = 100
_LONGEST_SAID = 100

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
# What goes on with another address, a path or a port is a page, or made to look like an address.
_ADDRESS = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~@-])[\w.!#$%&'*+=?^`{|}~-]{1,64}@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}+(?!@|/\w|:\d)"
)
# The line of a deal ID has nothing else on it; a cell of a table is a line too.
_BEFORE_OWN = re.compile(r"[^\w\n\t]{0,20}(?:\d{1,2}[.)][^\S\n\t]{0,3})?")
_BEHIND_OWN = re.compile(r"[^\w\n\t]{0,20}(?=[\n\t]|\Z)")
_LEADS_ON = re.compile(
    r"\b(?:no|not|nor|for|of|the|old|previous|former|related|than|instead|formerly|cancelled)\W*\Z", re.IGNORECASE
)


def deal_ids(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what stands behind a label such as ``Deal ID`` and is 1 to 10 digits, each once.

    Groups of digits with blanks between them, such as ``0042 318``, are handed out together, with one blank each.
    """
    return _first(" ".join(number.split()) for text in texts for number in _deals_of(text))


def disowned_deal(texts: Iterable[str]) -> str:
    """Return what stands around a deal ID that nowhere in ``texts`` has its line to itself; empty if there is none.

    "Previous deal ID: 42" and "Deal ID: 42 (cancelled)" are about another shipment than this one.
    """
    among: dict[str, str] = {}
    own: set[str] = set()
    for text in texts:
        for deal in islice(_DEAL_ID.finditer(text), _MOST):
            said = _said_around(text, deal)
            for number in (deal["first"], *_DEAL.findall(deal["more"])):
                if said:
                    among.setdefault(number, said)
                else:
                    own.add(number)
    return next((said for number, said in among.items() if number not in own), "")


def _said_around(text: str, deal: re.Match[str]) -> str:
    """Return the line of ``deal`` where other words stand on it, or lead on to it from the line above; else nothing."""
    start = max(text.rfind("\n", 0, deal.start()), text.rfind("\t", 0, deal.start())) + 1
    before = text[max(start, deal.start() - _LONGEST_SAID) : deal.start()]
    above = text[max(0, start - _LONGEST_SAID) : max(0, start - 1)].rpartition("\n")[2]
    if _BEFORE_OWN.fullmatch(before) and _BEHIND_OWN.match(text, deal.end()) and not _LEADS_ON.search(above):
        return ""
    line_end = text.find("\n", deal.end(), deal.end() + _LONGEST_SAID)
    behind = text[deal.end() : line_end if line_end >= 0 else deal.end() + _LONGEST_SAID]
    return " ".join(f"{before}{deal[0]}{behind}".split())


def _deals_of(text: str) -> list[str]:
    """Return what stands behind the labels in ``text``, or else below those that head a column."""
    behind = [deal for match in _DEAL_ID.finditer(text) for deal in (match["first"], *_DEAL.findall(match["more"]))]
    if behind:
        return behind
    cells = (cell for cell in cells_below(text, _DEAL_LABEL) if _DEALS.fullmatch(cell.strip()))
    return [deal for cell in cells for deal in _DEAL.findall(cell)]


def addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what reads like a mail address, each once, letter case as it is written."""
    return _first(match[0].lstrip("'.=").rstrip("-") for text in texts for match in _ADDRESS.finditer(text))


def _first(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(islice((text for text in found if text), _MOST * _MOST)), _MOST))
