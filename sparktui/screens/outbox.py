"""The outbox: which mails the trials owe, which have left, and which wait for somebody.

One job: show notices with their words, and resolve those of which nobody knows. Must not: catch up or send (see
`outbox_work`).
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from sparktui.domain.dates import in_words
from sparktui.domain.notice import Notice, NoticeState
from sparktui.domain.text import plain_block
from sparktui.screens.commands import OUTBOX, bindings_of
from sparktui.screens.day_words import short
from sparktui.screens.outbox_rows import COLUMNS, FILTERS, notice_row
from sparktui.screens.outbox_work import OutboxWork
from sparktui.services import outbox, tick
from sparktui.services.mail_text import texts_of
from sparktui.services.outbox import NoticeText
from sparktui.widgets.phase_counts import PhaseCounts
from sparktui.widgets.text import one_line
from sparktui.widgets.virtual_table import VirtualTable

_ALL, _UNCHOSEN = "all", ""
_WAITING = (NoticeState.UNKNOWN, NoticeState.FAILED)


class OutboxScreen(OutboxWork):
    """The notices of all trials: those in a state by the day on which they fell due, all as they were written."""

    SCOPE = OUTBOX
    CSS_PATH = "outbox.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(OUTBOX),
        Binding("n", "command('next_event')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filter = _UNCHOSEN
        self._generation = 0
        self._notices: dict[int, Notice] = {}
        self._is_behind = False

    def compose_body(self) -> ComposeResult:
        """Return the filters, the list, and the words of the notice under the cursor."""
        yield PhaseCounts()
        yield Static("", id="outbox-owed", markup=False)
        with Container(id="outbox-body"):
            yield VirtualTable(COLUMNS, empty_text="No notice is here.", id="notices")
            with VerticalScroll(id="words"):
                yield Static("", id="notice-words", markup=False)

    # Reading

    def reload(self) -> None:
        """Read counts and list anew; at first the list of what waits for somebody."""
        desk, states = self.desk, self._states()

        def read() -> tuple[dict[NoticeState, int], int, bool]:
            counts = outbox.count_states(desk)
            return counts, sum(counts.get(state, 0) for state in states or NoticeState), tick.is_owed(desk)

        self.ask("outbox", read, self._show)

    def _states(self) -> tuple[NoticeState, ...]:
        return () if self._filter in (_ALL, _UNCHOSEN) else (NoticeState(self._filter),)

    def _show(self, found: tuple[dict[NoticeState, int], int, bool]) -> None:
        self.counts, total, self._is_behind = found
        if not self.desk_app.is_travelling:
            self.desk_app.say_owed(self._is_behind)
        if self._filter == _UNCHOSEN:
            # What waits for somebody comes first; where nothing does, what is to be sent, be it nothing.
            waiting = (state for state in _WAITING if self.counts.get(state))
            self._choose(next(waiting, NoticeState.QUEUED).value)
            return
        counts = [(_ALL, "All", sum(self.counts.values()))]
        counts += [(state.value, label, self.counts.get(state, 0)) for state, label in FILTERS]
        self.query_one(PhaseCounts).show(counts, self._filter)
        self._say_what_is_owed()
        self._generation += 1
        table = self.query_one(VirtualTable)
        table.border_title = f"Outbox · {total:,}"
        table.reset(total, generation=self._generation, keep_cursor_row=table.cursor_row if total else None)
        if not total:
            self._notices.clear()
            self.query_one("#notice-words", Static).update("")
        self.show_keys()

    def _say_what_is_owed(self) -> None:
        """Say above the list what its mails are not: all that are owed, or those of the day that is looked at."""
        words = "Trials owe something that nobody has worked out yet: u catches up." if self._is_behind else ""
        if self.desk_app.is_travelling:
            words = f"Mails as of today, {in_words(self.desk.present)}; none is written or sent ahead."
        owed = self.query_one("#outbox-owed", Static)
        owed.update(self.doing or words)
        owed.display = bool(self.doing or words)

    def on_virtual_table_page_wanted(self, event: VirtualTable.PageWanted) -> None:
        """Read a page of notices."""
        read = partial(outbox.read_page, self.desk, self._states(), event.offset, event.limit)
        self.ask(f"page {event.generation} {event.offset}", read, partial(self._put, event.generation, event.offset))

    def _put(self, generation: int, offset: int, notices: list[Notice]) -> None:
        self._notices.update({notice.id: notice for notice in notices})
        rows = [notice_row(notice, self.day) for notice in notices]
        self.query_one(VirtualTable).put_page(generation, offset, rows)

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        """Read the words of the notice under the cursor."""
        notice = self._notices.get(event.key)
        if notice is not None:
            self.desk_app.chosen = notice.trial_id
            texts = texts_of(self.desk_app.mail)
            self.ask("words", partial(outbox.show_notice, self.desk, notice, texts), self._show_words)
        self.show_keys()

    def _show_words(self, found: NoticeText) -> None:
        notice = found.notice
        when = (
            f"sent {notice.sent_at:%Y-%m-%d %H:%M} UTC" if notice.sent_at else f"due {short(notice.due_on, self.day)}"
        )
        head = [
            f"{notice.reference} · {notice.state} · {when}",
            f"To       {one_line(notice.recipient)}",
            f"Trial    {notice.trial} {one_line(notice.customer, 60)}",
            f"Subject  {one_line(found.subject)}",
        ]
        if notice.said:
            head.append(f"Answer   {one_line(notice.said)}")
        self.query_one("#notice-words", Static).update("\n".join([*head, "", plain_block(found.body)]))

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        """Open the trial that the notice speaks of."""
        notice = self._notices.get(event.key)
        if notice is not None:
            self.desk_app.go_trial(notice.trial_id)

    def on_phase_counts_chosen(self, event: PhaseCounts.Chosen) -> None:
        """Show one state only."""
        self._choose(event.key)

    # Commands

    def why_off(self, command: str) -> str:
        """Return why a command of the outbox is off."""
        reason = super().why_off(command)
        if reason or command not in ("catch_up", "send", "mark_sent", "queue_again"):
            return reason
        if self.desk.read_only:
            return "Nothing can be changed here: it is read-only."
        if self.doing and command in ("catch_up", "send"):
            return self.doing
        if command == "catch_up":
            return "" if self._is_behind else "Everything that the trials owe by today is worked out."
        if command == "send":
            return "" if self.counts.get(NoticeState.QUEUED) else "Nothing is queued."
        notice = self._notice()
        if notice is None:
            return "No notice is under the cursor."
        wanted = NoticeState.SENT if command == "mark_sent" else NoticeState.QUEUED
        if wanted not in outbox.RESOLUTIONS.get(notice.state, ()):
            if notice.state is NoticeState.FAILED:
                return f"{notice.reference} failed, so it was not sent; r queues it again."
            return f"{notice.reference} is {notice.state}; only what failed or is unknown waits for somebody's word."
        return ""

    def do_filter_state(self) -> None:
        """Show the next state only."""
        keys = [_ALL, *(state.value for state, _ in FILTERS)]
        self._choose(keys[(keys.index(self._filter or _ALL) + 1) % len(keys)])

    def do_mark_sent(self) -> None:
        """Say that the notice under the cursor has left."""
        self._resolve(NoticeState.SENT)

    def do_queue_again(self) -> None:
        """Say that the notice under the cursor has not left, and queue it again."""
        self._resolve(NoticeState.QUEUED)

    def _resolve(self, state: NoticeState) -> None:
        notice = self._notice()
        if notice is not None:
            self.perform(partial(outbox.resolve, self.desk, notice, state), lambda _: self.reload())

    def _choose(self, state: str) -> None:
        self._filter = state
        self.reload()

    def _notice(self) -> Notice | None:
        key = self.query_one(VirtualTable).cursor_key
        return self._notices.get(key) if key is not None else None
