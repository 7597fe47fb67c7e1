"""Text from outside: made safe to show, and made comparable for searching.

One job: turn a string that somebody else wrote into one that cannot act on a terminal, or into a search key.
Must not: know widgets or markup. What comes out is plain text; whoever shows it must not parse it as markup.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Characters that change how neighbouring text is laid out without being visible themselves.
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def plain(text: str, limit: int = 500) -> str:
    """Return ``text`` as one safe line of at most ``limit`` characters.

    Control characters (ESC, BEL, NUL, C1), line breaks, directional overrides and lone surrogates become a
    visible replacement mark, so that a forged name looks forged. Joiners inside emoji and scripts that need
    them stay. A cut is marked with an ellipsis.
    """
    cut = text[:limit]
    if not cut.isascii() or not cut.isprintable():
        cut = "".join(_visible(char) for char in cut)
    return cut + "…" if len(text) > limit else cut


def plain_block(text: str, limit: int = 20_000) -> str:
    """Return ``text`` as safe lines: like `plain`, but line breaks and tabs keep their meaning."""
    cut = text[:limit].replace("\r\n", "\n").replace("\t", "    ")
    return "\n".join(plain(line, limit) for line in cut.split("\n"))


def _visible(char: str) -> str:
    if char in "\t\n\r":
        return " "
    if char in "\u200c\u200d":  # the zero-width joiners carry meaning in Persian, Hindi and emoji
        return char
    if char in _BIDI_CONTROLS or unicodedata.category(char) in _INVISIBLE:
        return "\N{REPLACEMENT CHARACTER}"
    return char


def search_key(text: str) -> str:
    """Return ``text`` without case and accents, for comparing what a person types with what is stored.

    >>> search_key("Müller & Söhne")
    'muller & sohne'
    """
    if text.isascii():
        return text.lower()
    return _without_accents(text)


# A name is asked for several times in a row: to be compared, ordered and found.
@lru_cache(maxsize=64)
def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
