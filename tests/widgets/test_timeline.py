"""A trial's life on one track: every day at its place, no label on another, today in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from sparktui.widgets.glyphs import ASCII, UNICODE
from sparktui.widgets.timeline import Timeline, TimelineModel
from sparktui.widgets.timeline_drawing import draw

START = date(2026, 7, 28)
EXPIRY = START + timedelta(days=90)


def trial(
    today: date, start: date = START, period: int = 90, calling: bool = True, converted: date | None = None
) -> TimelineModel:
    expiry = start + timedelta(days=period)
    grace_end = expiry + timedelta(days=30)
    released = expiry + timedelta(days=46)
    milestones = [("reminder", expiry - timedelta(days=7)), ("expiry", expiry), ("last day", grace_end)]
    milestones += [("loss", grace_end + timedelta(days=1)), ("site free", grace_end + timedelta(days=1))]
    if calling:
        milestones.append(("released", released))
    end = released if calling else grace_end + timedelta(days=1)
    return TimelineModel(
        start, tuple(milestones), today, expiry, grace_end, end, released if calling else None, converted
    )


def lines(model: TimelineModel, width: int) -> list[str]:
    return ["".join(piece.text for piece in line) for line in draw(model, width, UNICODE)]


def test_a_trial_in_grace_at_80_columns() -> None:
    dates, track, labels, today = lines(trial(date(2026, 11, 22)), 76)
    assert dates.split() == ["28", "Jul", "19", "Oct", "26", "Oct", "25", "Nov", "11", "Dec"]
    assert labels.split() == ["start", "reminder", "expiry", "last", "day", "released"]
    assert labels.index("expiry") == dates.index("26 Oct")
    assert track[labels.index("expiry")] == "┿"
    assert track.startswith("├━━━")
    assert track.endswith("┤")
    assert "▒ grace ▒" in track
    assert "lost" in track
    assert today.strip() == "today, 22 Nov ▲"
    assert track[today.index("▲")] == "▒"


def test_what_lies_ahead_is_drawn_lighter_than_what_is_past() -> None:
    _, track, _, today = lines(trial(START + timedelta(days=45)), 116)
    here = today.index("▲")
    assert set(track[1 : here + 1]) == {"━"}
    assert track[here + 1] == "─"
    assert "░" in track
    assert "▒" not in track


def test_today_before_the_start_and_after_the_end_is_said_in_words() -> None:
    early = lines(trial(START - timedelta(days=1)), 76)
    assert early[3].startswith("◀ today, 1 day before the start")
    assert "━" not in early[1]
    late = lines(trial(EXPIRY + timedelta(days=56)), 76)
    assert late[3].endswith("today, 10 days later ▶")
    assert "─" not in late[1]


def test_a_narrow_track_keeps_the_labels_that_matter_most() -> None:
    _, _, labels, _ = lines(trial(date(2026, 11, 22)), 30)
    assert "expiry" in labels
    assert "last day" in labels
    assert "reminder" not in labels


def test_a_converted_trial_ends_with_its_conversion() -> None:
    dates, track, labels, _ = lines(trial(date(2026, 12, 24), converted=date(2026, 11, 12)), 76)
    assert "12 Nov" in dates
    assert track[labels.index("converted")] == "✓"
    assert set(track[labels.index("converted") + 1 :]) == {" ", "·"}
    assert "grace" not in track


def test_what_a_conversion_has_taken_away_is_dimmed_and_said_not_to_come() -> None:
    model = trial(date(2026, 10, 1), converted=date(2026, 9, 12))
    _, track, labels, _ = draw(model, 100, UNICODE)
    style_of = {label: piece.style for piece in labels for label in piece.text.split()}
    assert (style_of["start"], style_of["converted"]) == ("", "")
    assert (style_of["expiry"], style_of["released"]) == ("muted", "muted")
    assert "converted: none of this comes any more" in "".join(piece.text for piece in track)
    assert "no longer comes" in lines(model, 50)[1]


def test_another_day_is_named_and_today_stays_the_real_one() -> None:
    model = replace(trial(date(2026, 11, 22)), today=date(2026, 10, 2))
    here = lines(model, 116)[3]
    assert here.strip().startswith("◦ today ")
    assert here.strip().endswith("▲ on Sun 22 Nov")
    assert here.count("today") == 1
    assert "today" not in lines(replace(model, today=date(2026, 11, 21)), 76)[3]
    assert lines(replace(model, today=date(2026, 11, 22)), 116)[3].strip() == "▲ today, 22 Nov"


def test_another_day_before_the_start_and_after_the_end_is_named_too() -> None:
    early = replace(trial(START - timedelta(days=1)), today=date(2026, 7, 1))
    assert lines(early, 76)[3].startswith("◀ on Mon 27 Jul, 1 day before the start")
    late = replace(trial(EXPIRY + timedelta(days=56)), today=START)
    assert lines(late, 76)[3].startswith("◦ today ")
    assert lines(late, 76)[3].endswith("on Mon 21 Dec, 10 days later ▶")


def test_days_without_a_milestone_of_their_own_have_a_name() -> None:
    model = trial(START)
    bare = TimelineModel(
        model.start, (), START, model.expires_on, model.grace_ends_on, model.end, model.numbers_released_on
    )
    assert lines(bare, 116)[2].split() == ["start", "expiry", "grace", "ends", "released"]


def test_a_trial_without_calling_ends_with_its_grace() -> None:
    _, track, labels, _ = lines(trial(START, calling=False), 76)
    assert track.rstrip().endswith("┤")
    assert "lost" not in track
    assert "released" not in labels


@given(
    st.integers(-400, 400),
    st.sampled_from([30, 60, 90, 120]),
    st.booleans(),
    st.none() | st.integers(0, 120),
    st.integers(1, 200),
)
def test_whatever_the_trial_and_the_width_four_lines_of_that_width_and_no_label_broken(
    today: int, period: int, calling: bool, converted: int | None, width: int
) -> None:
    conversion = None if converted is None else START + timedelta(days=converted)
    model = trial(START + timedelta(days=today), START, period, calling, conversion)
    shown = lines(model, width)
    assert [len(line) for line in shown] == [width] * 4
    names = {"start", "reminder", "expiry", "last", "day", "loss", "site", "free", "released", "converted"}
    assert set(shown[2].split()) <= names
    assert "".join(piece.text for line in draw(model, width, ASCII) for piece in line).isascii()


async def test_the_timeline_follows_its_model_and_the_width() -> None:
    class Host(App[None]):
        def compose(self) -> ComposeResult:
            yield Timeline()

    app = Host()
    async with app.run_test(size=(80, 10)) as pilot:
        timeline = app.query_one(Timeline)
        assert timeline.size.height == 4
        assert timeline.render_line(0).text.strip() == ""
        timeline.show(trial(date(2026, 11, 22)))
        await pilot.pause()
        assert "▲" in timeline.render_line(3).text
        await pilot.resize_terminal(120, 10)
        await pilot.pause()
        assert timeline.render_line(1).text.endswith("┤")
        assert timeline.render_line(1).cell_length == 120
