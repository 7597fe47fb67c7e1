"""What a table of rows says to the screen around it.

One job: the messages of `VirtualTable`, where they are found by their names too.
Must not: carry rows; a row is named by its key.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class PageWanted(Message, namespace="virtual_table"):
    """Rows are needed: ``limit`` of them from ``offset`` on. Answer with `VirtualTable.put_page`."""

    generation: int
    offset: int
    limit: int


@dataclass
class Highlighted(Message, namespace="virtual_table"):
    """The cursor came to rest on a row, or its row came anew with a new generation.

    Sent after the screen has been drawn, so at most once a frame, however fast the keys come.
    """

    key: int
    row: int


@dataclass
class Opened(Message, namespace="virtual_table"):
    """A row was chosen, by enter or a double click."""

    key: int


@dataclass
class MarksChanged(Message, namespace="virtual_table"):
    """The set of marked rows is now ``keys``."""

    keys: frozenset[int]


@dataclass
class TitlePressed(Message, namespace="virtual_table"):
    """The title of a column was clicked; ``index`` is the column's place among all columns."""

    index: int
