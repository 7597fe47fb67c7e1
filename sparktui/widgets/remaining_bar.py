"""A short bar of the days that are left.

One job: days to a few cells. Must not: say anything alone; it stands beside the number of days.
"""

from __future__ import annotations

from sparktui.widgets.glyphs import Glyphs, terminal_glyphs


def remaining_bar(days_left: int, out_of: int, width: int = 4, signs: Glyphs | None = None) -> str:
    """Return ``width`` cells, filled from the left by the share that ``days_left`` has of ``out_of`` days.

    One day left still shows; no days left, or more than there can be, are drawn empty and full.
    """
    levels = (signs or terminal_glyphs()).bar
    steps = len(levels) - 1
    share = min(max(days_left, 0) / out_of, 1.0) if out_of > 0 else 0.0
    filled = round(share * width * steps)
    if share > 0:
        filled = max(filled, 1)
    return "".join(levels[min(max(filled - cell * steps, 0), steps)] for cell in range(width))
