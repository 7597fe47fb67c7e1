"""HTML as the lines that a person sees.

One job: take tags off and keep lines and cells apart. Must not: follow, load or execute anything.

Every character is looked at a bounded number of times. The parser of the standard library takes minutes over 200 KB of
tags that are opened and never closed, so a search for tags stands here in its stead.
"""

from __future__ import annotations

import re
from html import unescape

from sparktui.services.mail.charset import seen
from sparktui.services.mail.hidden_html import OpenElements

_TAG = re.compile(
    r"""(?P<comment><!--)
    | <(?P<close>/?)(?P<name>[a-z][a-z0-9:-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>
    | <[/!?a-z][^<>]*>""",
    re.IGNORECASE | re.VERBOSE,
)
_END_OF_COMMENT = re.compile("-->")
_END_OF = {name: re.compile(f"(?=</{name})", re.IGNORECASE) for name in ("script", "style", "title", "template")}
_INLINE = re.compile(
    "a|abbr|acronym|b|bd[io]|big|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|o:p|q|s|samp|small|span"
    "|strike|strong|su[bp]|time|tt|u|var|wbr"
)
_CELLS = ("td", "th")
_LINK = re.compile(r"""\shref\s*=\s*["']?\s*(?P<page>https?://[^\s"'<>]{1,400})""", re.IGNORECASE)
# A character reference of so many digits names no character, and Python may refuse to read it.
_NO_CHARACTER = re.compile(r"&#(?:[0-9]{8}|[xX][0-9a-fA-F]{8})[0-9a-fA-F]*;?")


def text_of_html(html: str, *, with_links: bool = False) -> str:
    """Return what a person sees of ``html``: a line for each block and row, a tab between the cells of a row.

    ``with_links`` puts the address of each web page that is linked before the words of the link.
    """
    pieces: list[str] = []
    unclosed: set[re.Pattern[str]] = set()
    elements = OpenElements()
    at, preformatted = 0, 0
    for tag in _TAG.finditer(html):
        if tag.start() < at:
            continue  # it stands in something that is not shown
        if not elements.are_hidden:
            pieces.append(_shown(html[at : tag.start()], keep_lines=preformatted > 0))
        at = tag.end()
        name = (tag["name"] or "").lower()
        if tag["close"]:
            elements.close(name, is_inline=bool(_INLINE.fullmatch(name)))
        elif name:
            elements.open(name, tag[0][len(name) + 1 :])
        if tag["comment"]:
            at = _behind(_END_OF_COMMENT, html, at, unclosed)
        elif name in _END_OF and not tag["close"]:
            at = _behind(_END_OF[name], html, at, unclosed)
        elif name in _CELLS:
            pieces.append("\t")
        elif name == "a" and with_links and not elements.are_hidden and (link := _LINK.search(tag[0])):
            pieces.append(f" {unescape(_NO_CHARACTER.sub('', link['page']))} ")
        elif name and not _INLINE.fullmatch(name):
            pieces.append("\n")
        if name == "pre":
            preformatted += -1 if tag["close"] else 1
    if not elements.are_hidden:
        pieces.append(_shown(html[at:], keep_lines=preformatted > 0))
    lines = (re.sub(r" *\t[ \t]*", "\t", re.sub(" +", " ", line)).strip() for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _shown(text: str, *, keep_lines: bool) -> str:
    readable = seen(unescape(_NO_CHARACTER.sub("", text)))
    return readable if keep_lines else re.sub(r"\s+", " ", readable)


def _behind(end: re.Pattern[str], html: str, at: int, unclosed: set[re.Pattern[str]]) -> int:
    """Return the place behind the next ``end``; where there is none, only the tag itself is left out."""
    found = None if end in unclosed else end.search(html, at)
    if found:
        return found.end()
    unclosed.add(end)
    return at
