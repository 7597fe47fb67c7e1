"""Questions that are asked in the background, for screens and for the dialogs over them.

One job: `Asking`. Must not: block the screen, nor know what is asked.

Threads make data, and messages carry it: `Asking.ask` puts a question to the services in a thread and hands the
answer to the widget on its own; an answer to a question that has been asked anew since is dropped.

Of the questions with one name, one is under way at a time. What is asked meanwhile waits, and only the newest of
those that wait is put: typing fast into a search costs two questions, not twenty. So a question may read, or save all
that has been typed so far; a question that waits is put even when the screen has been left, and nothing typed is lost.

What changes something else is work: `Asking.perform` does all of it, in the order in which it was wanted, and every
answer arrives.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
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
_WORK = ""
"""The name of what is performed, which has no name of its own."""


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
    waiting: defaultdict[str, deque[Question]] = field(default_factory=lambda: defaultdict(deque))
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
        self._enqueue(Question(question, asked.newest[question], answer, receive, refuse), is_newest_only=True)

    def forget(self, question: str) -> None:
        """Let no answer arrive any more to what was asked by that name."""
        self._questions.newest[question] += 1

    def perform(
        self,
        work: Callable[[], _Answer],
        done: Callable[[_Answer], None],
        refuse: Callable[[SparktuiError], None] | None = None,
    ) -> None:
        """Run ``work``, which changes something, in a thread and hand what it returns to ``done``; see `ask`.

        What else is wanted meanwhile waits for its turn. A failure is told even when the screen has been left.
        """
        self._enqueue(Question(_WORK, 0, work, done, refuse), is_newest_only=False)

    def _enqueue(self, question: Question, *, is_newest_only: bool) -> None:
        asked = self._questions
        with asked.turn:
            waiting = asked.waiting[question.name]
            if is_newest_only:
                waiting.clear()
            waiting.append(question)
            if question.name in asked.under_way:
                return
            asked.under_way.add(question.name)
        answer_all = partial(self._answer_all, question.name, self.desk_app)
        self.run_worker(answer_all, name=question.name, thread=True)

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

    def _answer_all(self, name: str, app: SparktuiApp) -> None:
        """Answer questions of one name until none waits; this runs in a thread."""
        asked = self._questions
        while True:
            with asked.turn:
                if not asked.waiting[name]:
                    asked.under_way.discard(name)
                    return
                question = asked.waiting[name].popleft()
            try:
                found = question.answer()
            except Exception as error:  # whatever a thread meets is told on the screen, never lost
                is_told = self.post_message(Failed(question, error))
                if name == _WORK and not is_told:
                    app.call_later(app.tell, error if isinstance(error, SparktuiError) else app.not_foreseen(error))
            else:
                self.post_message(Answered(question, found))
