"""What the rules say is read in the order of its weight, whole, and acknowledged one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from sparktui.widgets.findings_view import FindingLine, FindingsView
from tests.widgets.hosts import HOSTILE, drawn

ADDRESS = FindingLine(
    "CNV-6",
    "block",
    "The address is not the recorded one",
    "The order would not convert the trial and may create a second management domain.",
    "F2 takes the recorded address",
    "Convert, step 5",
    (
        "recorded  jane.doe@contoso.example",
        "typed     jane.d0e@contoso.example",
        "                ^ digit zero, recorded letter o",
    ),
)
LATE = FindingLine("CNV-3", "warn", "The last days of grace", "Complete it by 25 Nov.", acknowledged=False)
CALLING = FindingLine("CNV-16", "warn", "Calling is lost", "Plan M1 has no calling.", acknowledged=False)
ADVICE = FindingLine("CNV-12", "info", "A-SPK would convert everything", "Its site would be kept.")
HELD = FindingLine("CNV-1", "ok", "Tier 1 converts", "")
ALL = (HELD, ADVICE, LATE, replace(HELD, rule="CNV-2"), CALLING, ADDRESS)


class FindingsHost(App[None]):
    """Findings beside a form, as the wizard shows them; what is acknowledged is shown so."""

    CSS = "FindingsView { width: 56; }"

    def __init__(self, findings: tuple[FindingLine, ...] = ALL) -> None:
        super().__init__()
        self.animation_level = "none"
        self.findings = findings
        self.acknowledged: list[tuple[str, bool]] = []

    def compose(self) -> ComposeResult:
        yield FindingsView()

    def on_mount(self) -> None:
        self.view.show(self.findings)

    @property
    def view(self) -> FindingsView:
        return self.query_one(FindingsView)

    def on_findings_view_acknowledged(self, message: FindingsView.Acknowledged) -> None:
        self.acknowledged.append((message.rule, message.acknowledged))
        self.findings = tuple(
            replace(finding, acknowledged=message.acknowledged) if finding.rule == message.rule else finding
            for finding in self.findings
        )
        self.view.show(self.findings)

    @property
    def current(self) -> str:
        assert self.view.current is not None
        return self.view.current.rule


async def test_blocks_come_first_and_rules_that_hold_are_only_counted() -> None:
    app = FindingsHost()
    async with app.run_test(size=(80, 50)):
        text = "\n".join(drawn(app.view))
        order = [
            text.index(words) for words in ("✕ Block CNV-6", "! Warning CNV-3", "! Warning CNV-16", "i Note CNV-12")
        ]
        assert order == sorted(order)
        assert "✓ 2 rules hold" in text
        assert "Tier 1 converts" not in text


async def test_words_are_wrapped_under_their_indent_and_carets_stay_under_their_letter() -> None:
    app = FindingsHost()
    async with app.run_test(size=(80, 50)):
        lines = drawn(app.view)
        recorded = next(line for line in lines if "recorded  jane" in line)
        typed = next(line for line in lines if "typed " in line)
        caret = next(line for line in lines if "^" in line)
        assert recorded[caret.index("^")] == "o"
        assert typed[caret.index("^")] == "0"
        message = [line for line in lines if "The order would" in line or "management domain" in line]
        assert len(message) == 2
        assert all(line.startswith("     ") for line in message)


async def test_warnings_are_acknowledged_one_by_one_and_it_can_be_taken_back() -> None:
    app = FindingsHost()
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("space")
        assert app.acknowledged == []
        await pilot.press("down", "space")
        assert app.acknowledged == [("CNV-3", True)]
        assert "[x] acknowledged" in "\n".join(drawn(app.view))
        assert "[ ] space: I have read this" in "\n".join(drawn(app.view))
        await pilot.press("j", "space", "k", "space")
        assert app.acknowledged == [("CNV-3", True), ("CNV-16", True), ("CNV-3", False)]


async def test_the_mouse_goes_to_a_finding_and_ticks_its_box() -> None:
    app = FindingsHost()
    async with app.run_test(size=(80, 50)) as pilot:
        lines = drawn(app.view)
        await pilot.click(FindingsView, offset=(10, next(y for y, line in enumerate(lines) if "CNV-12" in line)))
        assert app.current == "CNV-12"
        assert app.acknowledged == []
        await pilot.click(FindingsView, offset=(10, next(y for y, line in enumerate(lines) if "[ ]" in line)))
        assert app.acknowledged == [("CNV-3", True)]
        await pilot.click(FindingsView, offset=(10, 45))
        assert app.current == "CNV-3"


async def test_the_cursor_stays_on_its_rule_while_one_types() -> None:
    app = FindingsHost()
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("down", "down")
        assert app.current == "CNV-16"
        app.view.show((CALLING, ADVICE))
        assert app.current == "CNV-16"
        app.view.show((ADVICE,))
        assert app.current == "CNV-12"
        app.view.show(())
        assert app.view.current is None
        await pilot.press("down", "up", "space")
        assert "".join(drawn(app.view)).strip() == ""


async def test_everything_can_be_read_in_a_small_pane() -> None:
    app = FindingsHost()
    async with app.run_test(size=(50, 6)) as pilot:
        seen = "\n".join(drawn(app.view))
        for _ in range(40):
            app.view.action_move(1)
            await pilot.pause()
            seen += "\n".join(drawn(app.view))
        assert "domain." in seen
        assert "space: I have read this" in seen
        assert "Its site would be kept." in seen
        assert "2 rules hold" in seen
        for _ in range(40):
            app.view.action_move(-1)
            await pilot.pause()
        assert "CNV-6" in drawn(app.view)[0]


async def test_long_addresses_stand_below_each_other_with_the_caret_where_they_differ() -> None:
    recorded, typed, caret = "a" * 70 + "@contoso.example", "a" * 70 + "@contoso.exemple", " " * 81 + "^"
    app = FindingsHost((replace(ADDRESS, detail_lines=(recorded, typed, caret)),))
    async with app.run_test(size=(80, 20)):
        room = app.view.size.width - 6
        lines = [line[5:].rstrip() for line in drawn(app.view)]
    place = lines.index(recorded[:room])
    assert lines[place + 1 : place + 5] == [typed[:room], recorded[room:], typed[room:], caret[room:]]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_words_are_only_letters(text: str) -> None:
    app = FindingsHost((FindingLine(text, "block", text, text, text, text, (text,), False),))
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("down", "space")
        lines = drawn(app.view)
        assert {cell_len(line) for line in lines} == {app.view.size.width}
        assert "\x1b" not in "".join(lines)
        assert app.acknowledged == [(text, True)]


async def test_the_cursor_is_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = FindingsHost()
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("down")
        assert [line[:2] for line in drawn(app.view) if line.startswith("❯")] == ["❯!"]
