"""Questions that are asked in the background, for screens and for the dialogs over them.

One job: `Asking`. Must not: block the screen, nor know what is asked.

Threads make data, and messages carry it: `Asking.ask` puts a question to the services in a thread and hands the
answer to the widget on its own; an answer to a question that has been asked anew since is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from textual.message import Message
from textual.widget import Widget

from sparktui.errors import SparktuiError
from sparktui.widgets.text import one_line

_Answer = TypeVar("_Answer")


@dataclass
class Answered(Message):
    """The answer to a question asked in the background, on its way to ``receive``."""

    question: str
    number: int
    receive: Callable[[Any], None]
    answer: Any


@dataclass
class Failed(Message):
    """A question asked in the background could not be answered."""

    question: str
    number: int
    refuse: Callable[[SparktuiError], None] | None
    error: SparktuiError


class Asking(Widget):
    """Something that asks questions. It stands last among the bases: ``class Form(ModalScreen[Trial], Asking)``."""

    @cached_property
    def _asked(self) -> Counter[str]:
        return Counter()

    def ask(
        self,
        question: str,
        answer: Callable[[], _Answer],
        receive: Callable[[_Answer], None],
        refuse: Callable[[SparktuiError], None] | None = None,
    ) -> None:
        """Run ``answer`` in a thread and hand what it returns to ``receive``.

        When the question of the same name is asked again before that, only the newer answer arrives. A
        `SparktuiError` goes to ``refuse``, or is shown; any other error is the app's to report.
        """
        self._asked[question] += 1
        number = self._asked[question]

        def work() -> None:
            try:
                found = answer()
            except SparktuiError as error:
                self.post_message(Failed(question, number, refuse, error))
            else:
                self.post_message(Answered(question, number, receive, found))

        self.run_worker(work, name=question, thread=True, exit_on_error=True)

    def on_answered(self, event: Answered) -> None:
        """Hand an answer on, unless the question was asked anew."""
        event.stop()
        if event.number == self._asked[event.question]:
            event.receive(event.answer)

    def on_failed(self, event: Failed) -> None:
        """Show a failure, or hand it on."""
        event.stop()
        if event.number != self._asked[event.question]:
            return
        if event.refuse is not None:
            event.refuse(event.error)
        else:
            self.show_error(event.error)

    def show_error(self, error: SparktuiError) -> None:
        """Show in words what went wrong and what to do."""
        self.notify(
            one_line(error.remedy) or "Nothing was changed.",
            title=one_line(error.message, 300),
            severity="error",
            timeout=12,
            markup=False,
        )
