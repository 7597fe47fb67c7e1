"""A tracking number as carriers mean it, whatever way it was written down.

One job: take off what people and programs put between the characters. Must not: know carriers.
"""

from __future__ import annotations

SHORTEST = 4
LONGEST = 60
_LONGEST_WRITTEN = 4 * LONGEST

_BLANKS = (
    "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# What pages and mails put in without anybody seeing it: soft hyphen, zero-width characters, direction marks.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63"
# Fullwidth digits and letters, as mail from East Asia has them; its dash and blank fall away like the others.
_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_TRANSLATION: dict[int, int | None] = {
    **_FULLWIDTH,
    **dict.fromkeys(map(ord, _BLANKS + _UNSEEN + _DASHES + "\uff0d")),
}


def compact(text: str) -> str:
    """Return the number that ``text`` writes: capital letters and digits without blanks and dashes between them.

    Whatever has other characters in it, or more than 60 of them, is no tracking number and gives an empty text.

    >>> compact(" 1z 5r8-939 03 5756 7127 ")
    '1Z5R89390357567127'
    """
    if len(text) > _LONGEST_WRITTEN:
        return ""
    bare = text.translate(_TRANSLATION)
    return bare.upper() if len(bare) <= LONGEST and bare.isascii() and bare.isalnum() else ""


def as_typed(text: str) -> str:
    """Return the compact number that a person typed; a word without a digit, or hardly a word, is none and empty.

    >>> as_typed("1z-new"), as_typed("soon")
    ('1ZNEW', '')
    """
    bare = compact(text)
    return bare if len(bare) >= SHORTEST and any(map(str.isdigit, bare)) else ""
