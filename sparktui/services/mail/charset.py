"""Bytes into letters, whatever a mail says about them.

One job: decode without ever failing. Must not: know what a mail consists of.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_LONGEST_NAME = 40

# Names that mails use for charsets which Python calls otherwise, or whose everyday use is a larger charset.
_MEANT = {
    "ascii": "",
    "us-ascii": "",
    "iso-8859-1": "",
    "latin-1": "",
    "utf8mb4": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso-8859-8",
}
# Codecs that Python counts among the charsets and that are none; some take very long over long texts.
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"}

# What nobody sees: NUL, soft hyphen, zero-width characters, direction marks.
_UNSEEN = re.compile("[\0\u00ad\u200b-\u200f\u2060\ufeff]")


def decode(content: bytes, charset: str = "") -> str:
    """Return ``content`` as text without invisible characters, read as ``charset`` says or as it seems to be meant.

    What cannot be read becomes a replacement mark.
    """
    named = _codec(charset.strip().strip("\"'").lower()[:_LONGEST_NAME])
    if not named and content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        named = "utf-16"
    if named:
        try:
            return seen(content.decode(named, "replace"))
        except (UnicodeError, ValueError):
            pass  # a codec that gives up in spite of being told to go on
    try:
        return seen(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        # A text that was cut in the middle of its last letter is UTF-8 all the same.
        is_cut = error.start >= len(content) - 3 and not content.isascii()
        return seen(content.decode("utf-8" if is_cut else "cp1252", "replace"))


@lru_cache(maxsize=64)
def _codec(charset: str) -> str:
    """Return what Python calls ``charset``; empty where it is better guessed from the bytes."""
    meant = _MEANT.get(charset, charset)
    try:
        name = codecs.lookup(meant).name if meant else ""
        # Of no bytes at all even a codec that makes no letters, such as hex, says that it could decode them.
        is_charset = name.replace("_", "-") not in _NO_CHARSETS and bool(b" ".decode(name or "utf-8", "replace"))
    except (LookupError, ValueError, UnicodeError):
        return ""
    return name if is_charset else ""


def seen(text: str) -> str:
    """Return ``text`` without the characters that nobody sees."""
    return _UNSEEN.sub("", text)
