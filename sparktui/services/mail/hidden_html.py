"""Which text of an HTML page nobody sees, because its author hides it.

One job: follow the open elements tag by tag, and say whether a person sees what stands there. Must not: read text.

An element is hidden by its attribute ``hidden``, or by ``display: none`` or ``visibility: hidden`` in its own style,
and with it all that stands in it. Where tags are missing, elements end about where browsers end them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

_MAY_HIDE = re.compile("hidden|style", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_STYLE = re.compile(r"\s*([a-z-]+)\s*:\s*([a-z-]+)\s*(?:!\s*important\s*)?\Z", re.IGNORECASE)
_COMMENT = re.compile(r"/\*[^*]*\*/")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_BLOCKS = re.compile(
    "address|article|aside|blockquote|center|div|dl|footer|form|h[1-6]|header|hr|main|ol|p|pre|section|table|ul"
)
# Opening one of the first, or a block, ends those of the second that are still open.
_ENDS = {
    "li": ("li", "p"),
    "dd": ("dd", "dt", "p"),
    "dt": ("dd", "dt", "p"),
    "td": ("td", "th", "p"),
    "th": ("td", "th", "p"),
    "tr": ("tr", "td", "th", "p"),
    "tbody": ("tbody", "thead", "tr", "td", "th", "p"),
}
_OF_TABLES = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"])
_WALLS = frozenset(["table", "td", "th", "caption"])


class OpenElements:
    """The elements that are open at a place of a page."""

    def __init__(self) -> None:
        self._names: list[str] = []
        # Where in that list the elements of a name stand, and those within which others are closed by nothing outside.
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._walls: list[int] = []
        self._blocks: list[int] = []
        self._hidden_at: int | None = None

    @property
    def are_hidden(self) -> bool:
        """Whether what stands here is not seen."""
        return self._hidden_at is not None

    def open(self, name: str, attributes: str) -> None:
        """Go on behind the tag that opens an element called ``name``, in lower case, with these ``attributes``."""
        ended = ("p",) if _BLOCKS.fullmatch(name) else _ENDS.get(name, ())
        while self._names and self._names[-1] in ended:
            self._close_last()
        if name in _VOID:
            return
        place = len(self._names)
        if self._hidden_at is None and _is_hidden(attributes):
            self._hidden_at = place
        self._names.append(name)
        for kind in self._kinds(name):
            kind.append(place)

    def close(self, name: str, *, is_inline: bool) -> None:
        """Go on behind the tag that closes the element called ``name``; one that closes nothing does nothing.

        What is ``is_inline`` ends nothing around which a browser would keep it open: a block, or a cell.
        """
        places = self._places.get(name)
        if not places:
            return
        around = self._blocks if is_inline else () if name in _OF_TABLES else self._walls
        if around and around[-1] > places[-1]:
            return
        for _ in range(len(self._names) - places[-1]):
            self._close_last()

    def _close_last(self) -> None:
        for kind in self._kinds(self._names.pop()):
            kind.pop()
        if self._hidden_at is not None and len(self._names) <= self._hidden_at:
            self._hidden_at = None

    def _kinds(self, name: str) -> Iterator[list[int]]:
        yield self._places[name]
        if name in _WALLS:
            yield self._walls
        if name in _ENDS or name in _WALLS or _BLOCKS.fullmatch(name):
            yield self._blocks


def _is_hidden(attributes: str) -> bool:
    """Return whether an element with these ``attributes``, as its tag has them, is hidden by itself."""
    if not _MAY_HIDE.search(attributes):
        return False
    for attribute in _ATTRIBUTE.finditer(attributes):
        name = attribute[1].lower()
        if name == "hidden":
            return True
        if name == "style" and _style_hides(unescape(attribute[2] or attribute[3] or attribute[4] or "")):
            return True
    return False


def _style_hides(style: str) -> bool:
    said: dict[str, str] = {}
    for part in _COMMENT.sub("", style).split(";"):
        declared = _STYLE.match(part)
        if declared:
            said[declared[1].lower()] = declared[2].lower()
    return said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
