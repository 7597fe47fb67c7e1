"""The tabs of the trial screen: facts, services, notices, shipments, adoption help, conversion, history.

One job: show one of them at a time, and know which ready message is meant. Must not: give commands; the screen does.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, VerticalGroup

from sparktui.domain.adoption import AdoptionTopic, message_for
from sparktui.rules.catalogue import Action
from sparktui.screens import trial_notices, trial_tabs
from sparktui.screens.commands import BY_ID
from sparktui.screens.history_rows import HISTORY_COLUMNS, history_rows
from sparktui.screens.refusal import refusal
from sparktui.screens.trial_facts import FACT_COLUMNS, OTHER_COLUMNS, fact_rows, note_rows, other_trial_row
from sparktui.screens.trial_now import hand_off_lines, keys_for
from sparktui.services.desk import Desk
from sparktui.services.trial_view import TrialView
from sparktui.widgets.pane import Pane
from sparktui.widgets.pieces import Piece
from sparktui.widgets.tab_strip import TabStrip
from sparktui.widgets.table_rows import Column
from sparktui.widgets.wrapped_rows import Row, Shown, WrappedRows, row

_TOPIC_COLUMNS = (Column("", 1), Column("", 20, grow=1))


class TabSide(Container):
    """The tab strip and what the chosen tab shows. Blank until `show` is called."""

    DEFAULT_CSS = """
    TabSide { height: auto; }
    TabSide VerticalGroup { height: auto; }
    TabSide #topics WrappedRows { margin-bottom: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name that all widgets have for it
        super().__init__(id=id)
        self.chosen = trial_tabs.TABS[0].key
        self._known: tuple[TrialView, Desk, tuple[AdoptionTopic, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Return the strip, and one pane with the places for rows, other trials and topics."""
        yield TabStrip(trial_tabs.TABS, id="tabs")
        with Pane(id="tab"):
            yield WrappedRows(id="tab-rows")
            yield VerticalGroup(id="others")
            yield WrappedRows(*FACT_COLUMNS, id="notes")
            yield VerticalGroup(id="topics")

    def show(self, view: TrialView, desk: Desk, topics: tuple[AdoptionTopic, ...]) -> None:
        """Show ``view`` on the tab that is chosen."""
        self._known = (view, desk, topics)
        others = [[other_trial_row(view, place)] for place in range(len(view.other_trials))]
        self._make("others", OTHER_COLUMNS, others)
        self._show_chosen()

    def choose(self, key: str) -> None:
        """Show the tab ``key``, from its beginning."""
        self.chosen = key
        self._show_chosen()
        self.query_one("#tab").scroll_home(animate=False)

    def step(self, count: int) -> None:
        """Show the tab ``count`` places further, round and round."""
        keys = [tab.key for tab in trial_tabs.TABS]
        self.choose(keys[(keys.index(self.chosen) + count) % len(keys)])

    def focus_topic(self) -> None:
        """Move the focus to the first topic of adoption help, if they are shown."""
        topics = self.query_one("#topics")
        if topics.display and topics.children:
            topics.children[0].focus()

    @property
    def message(self) -> str:
        """The ready message that is meant: that of the topic in focus, or the hand-off; empty when there is none."""
        if self._known is None:
            return ""
        view, desk, topics = self._known
        shown = self.query_one("#topics")
        for child, topic in zip(shown.children, topics, strict=False):
            if shown.display and child.has_focus:
                return message_for(topic, view.trial, desk.operator)
        return "\n".join(hand_off_lines(view))

    def _show_chosen(self) -> None:
        if self._known is None:
            return
        view, desk, topics = self._known
        self.query_one(TabStrip).show(self.chosen)
        helps = self.chosen == "adoption" and view.verdicts[Action.HELP_ADOPTION].allowed
        if helps:
            self._make("topics", _TOPIC_COLUMNS, [_topic_rows(topic) for topic in topics])
        self.query_one("#topics").display = helps
        self.query_one("#others").display = self.query_one("#notes").display = self.chosen == "facts"
        self.query_one("#notes", WrappedRows).show(note_rows(view))
        rows = self.query_one("#tab-rows", WrappedRows)
        rows.display = not helps
        if not helps:
            columns, found = self._chosen_rows(view, desk)
            rows.show(found, columns)

    def _chosen_rows(self, view: TrialView, desk: Desk) -> Shown:
        match self.chosen:
            case "facts":
                return FACT_COLUMNS, fact_rows(view, desk.countries)
            case "services":
                return trial_tabs.services(view)
            case "notices":
                return trial_notices.notices(view, desk.partner)
            case "shipments":
                return trial_tabs.shipments(view)
            case "conversion":
                return trial_tabs.conversions(view)
            case "history":
                return HISTORY_COLUMNS, history_rows(view, desk.partner.timezone)
        gone = refusal(view.verdicts[Action.HELP_ADOPTION], keys_for(view))
        return (Column("", 20, grow=1),), [row(Piece(gone, "muted"))]

    def _make(self, place: str, columns: Sequence[Column], blocks: Sequence[Sequence[Row]]) -> None:
        """Show a block that can be pressed for each of ``blocks`` in ``place``; spare ones are hidden."""
        group = self.query_one(f"#{place}")
        missing = len(blocks) - len(group.children)
        if missing > 0:
            group.mount(*(WrappedRows(pressable=True) for _ in range(missing)))
        for number, child in enumerate(group.query_children(WrappedRows)):
            child.display = number < len(blocks)
            if child.display:
                child.show(blocks[number], columns)


def _topic_rows(topic: AdoptionTopic) -> list[Row]:
    copy = Piece(f"{BY_ID['copy_message'].key} copies a message to the customer", "accent")
    return [row("", Piece(topic.title, "strong")), row("", topic.advice), row("", copy, key=f"topic:{topic.id}")]
