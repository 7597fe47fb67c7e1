"""A trial's life as lines of text: dates, a track, the names of its milestones, and the day that is looked at.

One job: days to cells. Must not: know the terminal, or what a phase allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sparktui.domain.dates import days
from sparktui.widgets.glyphs import Glyphs
from sparktui.widgets.pieces import Piece, StyleName

LINES = 4


@dataclass(frozen=True, slots=True)
class TimelineModel:
    """What a timeline shows, from ``start`` to ``end``.

    ``milestones`` are (label, day), the more important first; the days that the other fields hold are shown
    even when no milestone names them. Labels are the program's own short words. ``day`` is the one that is looked at;
    ``today`` is given where that is another.
    """

    start: date
    milestones: tuple[tuple[str, date], ...]
    day: date
    expires_on: date
    grace_ends_on: date
    end: date
    numbers_released_on: date | None = None
    converted_on: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class _Stop:
    label: str
    day: date
    applies: bool = True

    @property
    def written(self) -> str:
        return f"{self.day:%d %b}"

    @property
    def size(self) -> int:
        return max(len(self.written), len(self.label))


class _Line:
    """Cells of one line, each a character with a style."""

    def __init__(self, width: int) -> None:
        self._cells: list[tuple[str, StyleName]] = [(" ", "")] * width

    def write(self, left: int, text: str, style: StyleName = "") -> None:
        for x, char in enumerate(text, left):
            if 0 <= x < len(self._cells):
                self._cells[x] = (char, style)

    def pieces(self) -> tuple[Piece, ...]:
        groups = groupby(self._cells, key=lambda cell: cell[1])
        return tuple(Piece("".join(char for char, _ in cells), style) for style, cells in groups)


def draw(model: TimelineModel, width: int, signs: Glyphs) -> tuple[tuple[Piece, ...], ...]:
    """Return the timeline as `LINES` lines of ``width`` cells: dates, track, labels, where we are.

    Labels that find no room beside more important ones are left out; their tick stays. What lies behind a conversion
    is drawn as what it is: it no longer comes.
    """
    if width < 1:
        return ((),) * LINES
    scale = _Scale(model, width)
    stops = _stops(model)
    dates, labels = _Line(width), _Line(width)
    for stop, span in zip(*_with_labels(stops, scale), strict=True):
        to_the_right = span.start == scale.x(stop.day)
        dates.write(span.start, stop.written if to_the_right else stop.written.rjust(len(span)), "muted")
        label = stop.label if to_the_right else stop.label.rjust(len(span))
        labels.write(span.start, label, "" if stop.applies else "muted")
    track = _track(model, scale, stops, signs)
    return (dates.pieces(), track.pieces(), labels.pieces(), _here(model, scale, signs).pieces())


class _Scale:
    """Where a day stands among the cells of a line."""

    def __init__(self, model: TimelineModel, width: int) -> None:
        self._start, self._span = model.start, max((model.end - model.start).days, 1)
        self.width = width

    def x(self, day: date) -> int:
        share = (day - self._start).days / self._span
        return min(max(round(share * (self.width - 1)), 0), self.width - 1)


def _stops(model: TimelineModel) -> list[_Stop]:
    """Return what is marked on the track, one for each day, the most important first; what no longer comes is last."""
    named = dict(reversed([(day, label) for label, day in model.milestones]))
    first: list[tuple[date | None, str]] = [
        (model.converted_on, "converted"),
        (model.expires_on, "expiry"),
        (model.grace_ends_on, "grace ends"),
        (model.start, "start"),
        (model.numbers_released_on, "released"),
    ]
    stops = {day: _Stop(named.get(day, label), day) for day, label in reversed(first) if day is not None}
    ordered = [stops[day] for day, _ in first if day is not None]
    ordered += [_Stop(label, day) for label, day in model.milestones]
    unique = {stop.day: stop for stop in reversed(ordered)}
    last = max(model.end, model.converted_on or model.end)
    shown = [unique[day] for day in dict.fromkeys(stop.day for stop in ordered) if model.start <= day <= last]
    ended_on = model.converted_on or last
    return sorted((replace(stop, applies=stop.day <= ended_on) for stop in shown), key=lambda stop: not stop.applies)


def _with_labels(stops: list[_Stop], scale: _Scale) -> tuple[list[_Stop], list[range]]:
    """Return the stops whose labels are shown, and the cells of each label: as many as fit beside each other,
    the most important first."""
    shown: list[_Stop] = []
    spans: list[range] = []
    for stop in stops:
        found = _arrange([*shown, stop], scale)
        if found is not None:
            shown, spans = [*shown, stop], found
    return shown, spans


def _arrange(stops: list[_Stop], scale: _Scale, taken: tuple[range, ...] = ()) -> list[range] | None:
    """Return the cells of all labels, each over its tick and none touching another; None when there is no way."""
    if not stops:
        return []
    x, size = scale.x(stops[0].day), stops[0].size
    for left in (x, x - size + 1, x - size // 2):
        span = range(left, left + size)
        if left < 0 or left + size > scale.width:
            continue
        if any(span.start <= other.stop and other.start <= span.stop for other in taken):
            continue
        rest = _arrange(stops[1:], scale, (*taken, span))
        if rest is not None:
            return [span, *rest]
    return None


def _track(model: TimelineModel, scale: _Scale, stops: list[_Stop], signs: Glyphs) -> _Line:
    line = _Line(scale.width)
    expiry, grace, here = scale.x(model.expires_on), scale.x(model.grace_ends_on), scale.x(model.day)
    begun = model.day >= model.start
    last = scale.x(model.converted_on or model.numbers_released_on or model.grace_ends_on)
    for x in range(last + 1):
        past = begun and x <= here
        if x <= expiry:
            line.write(x, signs.past_trial if past else signs.trial, "strong" if past else "")
        elif x <= grace:
            line.write(x, signs.past_grace if past else signs.grace, "warning")
        else:
            line.write(x, signs.held, "muted")
    _name(line, ("grace",), expiry + 1, min(grace, last), "warning")
    _name(line, ("lost, numbers held", "lost"), grace + 1, last, "muted")
    for stop in stops:
        x = scale.x(stop.day)
        if x < last:
            line.write(x, signs.tick, "strong")
        elif not stop.applies:
            line.write(x, signs.dot, "muted")
    if any(not stop.applies for stop in stops):
        _name(line, ("converted: none of this comes any more", "no longer comes"), last + 1, scale.width, "muted")
    line.write(0, signs.line_start, "strong")
    line.write(last, signs.mark("converted") if model.converted_on else signs.line_end, "strong")
    return line


def _name(line: _Line, names: tuple[str, ...], first: int, stop: int, style: StyleName) -> None:
    """Write the first of ``names`` that fits into the middle of a stretch of the track."""
    for name in names:
        spare = stop - first - len(name) - 2
        if spare >= 2:
            line.write(first + spare // 2, f" {name} ", style)
            return


def _here(model: TimelineModel, scale: _Scale, signs: Glyphs) -> _Line:
    """Return the line that says where we are; "today" is the real one, whichever day is looked at."""
    line = _Line(scale.width)
    is_today = model.today is None or model.day == model.today
    words = "today" if is_today else f"on {model.day:%a %d %b}"
    left = 0
    if model.day < model.start:
        words = f"{signs.before} {words}, {days((model.start - model.day).days)} before the start"
    elif model.day > model.end:
        words = f"{words}, {days((model.day - model.end).days)} later {signs.after}"
        left = max(scale.width - len(words), 0)
    else:
        words = f"{words}, {model.day:%d %b}" if is_today else words
        left = scale.x(model.day)
        if left + len(words) + 2 <= scale.width:
            words = f"{signs.here} {words}"
        else:
            words, left = f"{words} {signs.here}", left - len(words) - 1
    line.write(left, words, "accent")
    _present(line, model, scale, left, signs)
    return line


def _present(line: _Line, model: TimelineModel, scale: _Scale, stop: int, signs: Glyphs) -> None:
    """Write the real today on ``line``, where another day is looked at and there is room for both before ``stop``."""
    if model.today is None or not model.start <= model.today < model.day:
        return
    x, words = scale.x(model.today), f"{signs.mark('scheduled')} today"
    if x + len(words) < stop:
        line.write(x, words, "muted")
