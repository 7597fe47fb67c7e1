"""Questions that are asked in the background, for screens and for the dialogs over them.

One job: `Asking`. Must not: block the screen, nor know what is asked.

Threads make data, and messages carry it: `Asking.ask` puts a question to the services in a thread and hands the
answer to the widget on its own; an answer to a question that has been asked anew since is dropped.

Of the questions with one name, one is under way at a time. What is asked meanwhile waits, and only the newest of
those that wait is put: typing fast into a search costs two questions, not twenty, and drafts are saved in order.
A question that waits is put even when the screen has been left, so that nothing that was to be saved is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message
from textual.widget import Widget

from sparktui.errors import SparktuiError

if TYPE_CHECKING:
    from datetime import date

    from sparktui.app import SparktuiApp
    from sparktui.services.desk import Desk

_Answer = TypeVar("_Answer")


@dataclass
class Question:
    """One question: ``answer`` runs in a thread, ``receive`` and ``refuse`` on the screen."""

    name: str
    number: int
    answer: Callable[[], Any]
    receive: Callable[[Any], None]
    refuse: Callable[[SparktuiError], None] | None


@dataclass
class Answered(Message):
    """The answer to a question asked in the background, on its way to the screen."""

    question: Question
    answer: Any


@dataclass
class Failed(Message):
    """A question asked in the background could not be answered."""

    question: Question
    error: Exception


@dataclass
class _Questions:
    """What has been asked of one screen: the newest number of each name, who waits, and who is being answered."""

    newest: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, Question] = field(default_factory=dict)
    under_way: set[str] = field(default_factory=set)
    turn: Lock = field(default_factory=Lock)


class Asking(Widget):
    """Something that asks questions. It stands last among the bases: ``class Form(ModalScreen[Trial], Asking)``."""

    @cached_property
    def _questions(self) -> _Questions:
        return _Questions()

    @property
    def desk_app(self) -> SparktuiApp:
        """The app, by its own type."""
        return cast("SparktuiApp", self.app)

    @property
    def desk(self) -> Desk:
        """The desk. Ask for it only where it is open; see `SparktuiApp.desk`."""
        return self.desk_app.desk

    @property
    def day(self) -> date:
        """The day that the screens show."""
        return self.desk_app.day

    def ask(
        self,
        question: str,
        answer: Callable[[], _Answer],
        receive: Callable[[_Answer], None],
        refuse: Callable[[SparktuiError], None] | None = None,
    ) -> None:
        """Run ``answer`` in a thread and hand what it returns to ``receive``.

        When the question of the same name is asked again before that, only the newer answer arrives. A
        `SparktuiError` goes to ``refuse``, or is shown; any other error is logged first and told in a sentence.
        """
        asked = self._questions
        asked.newest[question] += 1
        with asked.turn:
            asked.waiting[question] = Question(question, asked.newest[question], answer, receive, refuse)
            if question in asked.under_way:
                return
            asked.under_way.add(question)
        self.run_worker(lambda: self._answer_all(question), name=question, thread=True)

    def on_answered(self, event: Answered) -> None:
        """Hand an answer on, unless the question was asked anew."""
        event.stop()
        if self._is_newest(event.question):
            with self.desk_app.surviving():
                event.question.receive(event.answer)

    def on_failed(self, event: Failed) -> None:
        """Show a failure, or hand it on, unless the question was asked anew."""
        event.stop()
        error = event.error if isinstance(event.error, SparktuiError) else self.desk_app.not_foreseen(event.error)
        if self._is_newest(event.question):
            with self.desk_app.surviving():
                (event.question.refuse or self.show_error)(error)

    def show_error(self, error: SparktuiError) -> None:
        """Show in words what went wrong and what to do."""
        self.desk_app.tell(error)

    def _is_newest(self, question: Question) -> bool:
        return question.number == self._questions.newest[question.name]

    def _answer_all(self, name: str) -> None:
        """Answer questions of one name until none waits; this runs in a thread."""
        asked = self._questions
        while True:
            with asked.turn:
                question = asked.waiting.pop(name, None)
                if question is None:
                    asked.under_way.discard(name)
                    return
            try:
                found = question.answer()
            except Exception as error:  # whatever a thread meets is told on the screen, never lost
                self.post_message(Failed(question, error))
            else:
                self.post_message(Answered(question, found))
