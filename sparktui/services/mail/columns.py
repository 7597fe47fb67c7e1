"""Tables in the text of a mail: what stands in the column below a head.

One job: give the cells below a label that heads a column. Must not: know what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_MOST_HEADS, _MOST_ROWS, _LONGEST_COLUMN = 10, 50, 10_000
_FEWEST_CELLS = 2


def cells_below(text: str, label: str) -> Iterator[str]:
    """Yield the cells below each head of a column that reads as ``label`` (a pattern, letter case aside) says.

    A head has other cells beside it, and the rows stand at once below it; a tab divides the cells of a row.
    """
    for head in islice(_heads(label).finditer(text), _MOST_HEADS):
        yield from column_at(text, head.end("before"))


def column_at(text: str, place: int) -> Iterator[str]:
    """Yield the cells below the one that begins, or goes on, at ``place``; nothing where no rows stand there."""
    line_start = text.rfind("\n", 0, place) + 1
    line_end = text.find("\n", place)
    column = text.count("\t", line_start, place)
    if line_end < 0 or "\t" not in text[line_start:line_end]:
        return
    below = text[line_end + 1 : line_end + _LONGEST_COLUMN].split("\n")
    for row in islice((line for line in below if line.strip()), _MOST_ROWS):
        cells = row.split("\t")
        if len(cells) < _FEWEST_CELLS or column >= len(cells):
            return
        yield cells[column]


@lru_cache(maxsize=8)
def _heads(label: str) -> re.Pattern[str]:
    before = r"(?P<before>(?:[^\n\t]{0,100}\t){0,9})"
    return re.compile(
        rf"^{before}[ *_]{{0,5}}(?:{label})[ :*_]{{0,5}}(?:\t[^\n]{{0,500}})?$", re.IGNORECASE | re.MULTILINE
    )
