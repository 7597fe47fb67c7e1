"""Opening a carrier's page: in a browser where the person sits at one, otherwise its address is shown.

One job: decide that, and open. Must not: open anything but web pages.
"""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Mapping
from urllib.parse import urlsplit

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_FAR_AWAY = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


def is_web_page(url: str | None) -> bool:
    """Return whether ``url`` is an address of the web."""
    return bool(url) and urlsplit(url).scheme in ("http", "https")


def has_browser(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> bool:
    """Return whether a browser that opened would be seen: not over SSH, and on a graphical screen."""
    known = os.environ if environ is None else environ
    if any(known.get(name) for name in _FAR_AWAY):
        return False
    return platform in ("darwin", "win32") or any(known.get(name) for name in _DISPLAYS)


def open_page(url: str) -> bool:
    """Open ``url`` in the browser and return whether there was one; may take seconds, so ask it in a thread."""
    if not is_web_page(url):
        return False
    try:
        return webbrowser.open(url)
    except (webbrowser.Error, OSError):
        return False
