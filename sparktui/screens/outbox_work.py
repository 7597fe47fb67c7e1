"""Catching up and sending, from the outbox: work that may take long, says how far it is, and can be stopped.

One job: the commands of such work. Must not: show notices; nor send anything that nobody asked to send.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from threading import Event

from textual.message import Message
from textual.widgets import Static

from sparktui.domain.notice import Notice, NoticeState
from sparktui.errors import SparktuiError
from sparktui.screens.base import DeskScreen
from sparktui.screens.confirm import ConfirmScreen
from sparktui.screens.outbox_rows import sent_words, worked_words
from sparktui.services import delivery, sending, tick
from sparktui.services.mail_text import texts_of
from sparktui.services.sending import Post, Sent, Stopped
from sparktui.services.tick import Worked


class OutboxWork(DeskScreen):
    """What can be done from the outbox. ``doing`` says what is under way and how far it is; empty when nothing is."""

    @dataclass
    class Progressed(Message):
        """How far it is, in words."""

        words: str

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[NoticeState, int] = {}
        self.doing = ""
        self._stop = Event()

    def do_catch_up(self) -> None:
        """Work out what the trials owe by today."""
        desk, texts, goes = self.desk, texts_of(self.desk_app.mail), self._goes("Working out what is owed")
        self.perform(lambda: tick.tick(desk, texts, progress=goes), self._caught_up, self._not_done)

    def _caught_up(self, worked: Worked) -> None:
        self.doing = ""
        self.notify(worked_words(worked), title="Up to today", markup=False)
        self.reload()

    def _not_done(self, error: SparktuiError) -> None:
        self.doing = ""
        self.show_error(error)
        self.reload()

    def do_send(self) -> None:
        """Ask, then send everything that is queued and still true."""
        way = delivery.chosen(self.desk_app.mail)
        queued = self.counts.get(NoticeState.QUEUED, 0)
        words = f"{queued:,} queued mails go to {way.place}, as far as they are still true."
        self.app.push_screen(ConfirmScreen("Send the mails?", words, yes="Send", no="Not now", key="s"), self._send)

    def _send(self, is_wanted: bool | None) -> None:
        if is_wanted:
            desk, mail, queued = self.desk, self.desk_app.mail, self.counts.get(NoticeState.QUEUED, 0)
            post = Post(texts_of(mail), delivery.chosen(mail), mail.sender)
            goes, numbers = self._goes("Sending"), count(1)

            def told(_: Notice) -> None:
                goes(next(numbers), queued)

            self.perform(lambda: sending.send(desk, post, told=told), self._sent, self._not_done)

    def _goes(self, doing: str) -> Callable[[int, int | None], None]:
        """Return what a long piece of work calls on its way, in its thread; it ends with the app."""
        app, stop = self.app, self._stop
        stop.clear()
        self.doing = f"{doing} … esc stops it."

        def progress(done: int, total: int | None) -> None:
            self.post_message(self.Progressed(f"{doing}: {done:,} of {total or done:,} … esc stops it."))
            if stop.is_set() or not app.is_running:
                raise Stopped("It was stopped; what was done by then stays done.")

        return progress

    def on_outbox_work_progressed(self, event: Progressed) -> None:
        """Say how far it is."""
        event.stop()
        if self.doing:
            self.doing = event.words
            owed = self.query_one("#outbox-owed", Static)
            owed.update(self.doing)
            owed.display = True

    def do_back(self) -> None:
        """Stop what is under way, or leave."""
        if self.doing:
            self._stop.set()
        else:
            super().do_back()

    def _sent(self, sent: Sent) -> None:
        self.doing = ""
        if sent.stopped or sent.overtaken:
            self.notify(sent_words(sent), title="Not all were sent", severity="warning", timeout=12, markup=False)
        else:
            self.notify(sent_words(sent), title="Sent", markup=False)
        self.reload()
