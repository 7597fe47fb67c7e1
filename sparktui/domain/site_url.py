"""The address of a WebEx site: brought into one form, and judged.

One job: normalise and check ``name.webex.com``. Must not: ask the network whether the site exists.
"""

from __future__ import annotations

import re
import string

# Only the letters of ASCII: str.lower() would turn look-alikes such as the Kelvin sign into plain letters.
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://")
_PORT = re.compile(r":[0-9]{1,5}$")
_SITE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.webex\.com", re.ASCII)


def normalise(text: str) -> str:
    """Return ``text`` without outer blanks, scheme, port, path and trailing dot, in lower case.

    Two addresses name the same site exactly when their normal forms are equal. Anything may be passed; text
    that is no address comes back in a form that `is_well_formed` refuses.

    >>> normalise(" HTTPS://Acme.WebEx.com./meet ")
    'acme.webex.com'
    """
    bare = _SCHEME.sub("", text.strip().translate(_LOWER))
    host = re.split(r"[/?#]", bare, maxsplit=1)[0]
    return _PORT.sub("", host).removesuffix(".")


def is_well_formed(site: str) -> bool:
    """Return whether ``site``, in its normal form, is ``name.webex.com``."""
    return _SITE.fullmatch(site) is not None
