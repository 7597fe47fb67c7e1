"""The rule that a person means.

One job: find it, or say which ones have a name like it.
"""

from __future__ import annotations

from difflib import get_close_matches

from sparktui.domain.text import plain
from sparktui.errors import NotFound
from sparktui.rules.catalogue import BY_ID
from sparktui.rules.rule import Rule


def rule_called(text: str) -> Rule:
    """Return the rule with the ID ``text``, letter case aside.

    Raises:
        NotFound: when there is none; names the nearest.
    """
    wanted = text.strip().upper()
    if wanted in BY_ID:
        return BY_ID[wanted]
    near = get_close_matches(wanted, BY_ID, n=3, cutoff=0.5)
    remedy = f"Did you mean {' or '.join(near)}? " if near else ""
    raise NotFound(f"There is no rule {plain(text, 40)!r}.", f"{remedy}`sparktui rules list` lists them.")
