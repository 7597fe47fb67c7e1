"""The Carrier line of a mail: who carries what it announces, where the mail says so.

One job: find the one carrier that a text names in a field for it. Must not: know tracking numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from sparktui.services.identify import named_carrier

_MOST = 100
_MOST_COLUMNS, _MOST_ROWS, _LONGEST_COLUMN = 10, 50, 10_000
_FEWEST_CELLS = 2

_CALLED = r"(?:(?:shipping|delivery|freight|parcel)[ -])?(?:carrier|courier)(?:[ ](?:name|company|service))?"
# A field at the beginning of a line or of a cell; its value may stand on the next line.
_FIELD = re.compile(
    rf"""(?:^|\t)[^\w\n\t]{{0,10}}(?:{_CALLED}|ship(?:ped)?[ -](?:via|by))
    [*_]{{0,2}}[^\S\n\t]{{0,5}}[:=\t|\uff1a][*_]{{0,2}}[^\S\n]{{0,5}}\n{{0,2}}[^\S\n]{{0,5}}(?P<value>[^\n\t]{{1,100}})""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
# The head of a column, with others beside it.
_COLUMN = re.compile(
    rf"^(?P<before>(?:[^\n\t]{{0,100}}\t){{0,9}}){_CALLED}(?:\t[^\n]{{0,500}})?$", re.IGNORECASE | re.MULTILINE
)


def carriers_named(texts: Iterable[str]) -> frozenset[str]:
    """Return the codes of the carriers that ``texts`` name in fields for them; none where a field names another."""
    found: set[str] = set()
    for text in texts:
        found.update(_in_columns(text) or _in_fields(text))
    return frozenset() if "" in found else frozenset(found)


def _in_fields(text: str) -> list[str]:
    return [named_carrier(field["value"]) for field in islice(_FIELD.finditer(text), _MOST)]


def _in_columns(text: str) -> list[str]:
    """Return the codes of those who stand below the heads of columns; nothing where nobody known stands there."""
    heads = islice(_COLUMN.finditer(text), _MOST_COLUMNS)
    found = [named_carrier(cell) for head in heads for cell in _below(text, head)]
    return found if any(found) else []


def _below(text: str, head: re.Match[str]) -> Iterator[str]:
    """Yield what stands in the rows at once below ``head``, in its column."""
    column = head["before"].count("\t")
    below = text[head.end() : head.end() + _LONGEST_COLUMN].split("\n")
    for row in islice((line for line in below[1:] if line.strip()), _MOST_ROWS):
        cells = row.split("\t")
        if len(cells) < _FEWEST_CELLS or column >= len(cells):
            return
        yield cells[column]
