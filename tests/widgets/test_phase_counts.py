"""The counts per phase fit on one line, and each is a filter to click."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from sparktui.widgets.glyphs import UNICODE
from sparktui.widgets.phase_counts import PhaseCount, PhaseCounts, fit_counts

COUNTS = (
    ("all", "All", 214),
    ("asked", "Asked", 3),
    ("grace", "Grace", 9),
    ("expiring", "Expiring", 17),
    ("active", "Active", 96),
    ("scheduled", "Scheduled", 0),
    ("converted", "Converted", 61),
    ("lost", "Lost", None),
)


class CountsHost(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield PhaseCounts()

    def on_mount(self) -> None:
        self.bar.show(COUNTS, "asked")

    @property
    def bar(self) -> PhaseCounts:
        return self.query_one(PhaseCounts)

    def on_phase_counts_chosen(self, message: PhaseCounts.Chosen) -> None:
        self.chosen.append(message.key)
        self.bar.show(COUNTS, message.key)


async def test_the_active_filter_stands_in_brackets_and_unknown_counts_are_a_dot() -> None:
    app = CountsHost()
    async with app.run_test(size=(120, 10)):
        line = app.bar.render_line(0).text
        assert line.startswith(" All 214 [! Asked 3] ▲ Grace 9  ◆ Expiring 17  ● Active 96 ")
        assert "✕ Lost ·" in line
        assert len(line) == 120


async def test_a_click_chooses_and_nothing_moves() -> None:
    app = CountsHost()
    async with app.run_test(size=(120, 10)) as pilot:
        before = app.bar.render_line(0).text
        await pilot.click(PhaseCounts, offset=(before.index("Grace"), 0))
        await pilot.click(PhaseCounts, offset=(before.index("Active"), 0))
        await pilot.click(PhaseCounts, offset=(119, 0))
        assert app.chosen == ["grace", "active"]
        after = app.bar.render_line(0).text
        assert "[● Active 96]" in after
        assert after.index("Grace") == before.index("Grace")


@pytest.mark.parametrize("width", [120, 100, 90, 80, 60])
def test_all_filters_fit(width: int) -> None:
    texts = fit_counts([PhaseCount(*count) for count in COUNTS], width, UNICODE)
    assert sum(len(text) + 2 for text in texts) <= width
    assert len(texts) == len(COUNTS)


def test_the_least_urgent_labels_are_shortened_first_and_then_dropped() -> None:
    counts = [PhaseCount(*count) for count in COUNTS]
    assert fit_counts(counts, 94, UNICODE)[-4:] == ["● Active 96", "◦ Scheduled 0", "✓ Con 61", "✕ Lost ·"]
    assert fit_counts(counts, 80, UNICODE)[:5] == ["All 214", "! Asked 3", "▲ Grace 9", "◆ Exp 17", "● Act 96"]
    assert fit_counts(counts, 60, UNICODE)[2:] == ["▲ Gra 9", "◆ Exp 17", "● 96", "◦ 0", "✓ 61", "✕ ·"]
    assert fit_counts(counts, 48, UNICODE)[:4] == ["All 214", "! 3", "▲ 9", "◆ 17"]


def test_large_counts_are_grouped() -> None:
    assert fit_counts([PhaseCount("grace", "Grace", 1_234_567)], 80, UNICODE) == ["▲ Grace 1,234,567"]
