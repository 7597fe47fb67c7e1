"""What the app does about an error that nobody foresaw.

One job: log it, tell the person in a sentence, and go on where that is possible. Must not: know the app's screens,
nor ever show a traceback.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from textual._context import active_message_pump
from textual.actions import ActionParseResult
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widget import Widget

from sparktui import log
from sparktui.drawing import DrawingApp
from sparktui.errors import OutsideFailure, SparktuiError
from sparktui.widgets.text import one_line


class SurvivingApp(DrawingApp):
    """An app that outlives a slip in one of its commands. ``last_words`` is what it says when it cannot go on."""

    last_words = ""

    @contextmanager
    def surviving(self) -> Iterator[None]:
        """Do something that may fail; what goes wrong is told, and the app goes on."""
        try:
            yield
        except SparktuiError as error:
            self.tell(error)
        except Exception as error:  # a slip in one command must not take the person's work with it
            self.tell(self.not_foreseen(error))

    def not_foreseen(self, error: Exception) -> SparktuiError:
        """Log ``error`` and return what the person is told of it."""
        return OutsideFailure("Something went wrong in sparktui itself.", _where_it_is_written(error))

    def tell(self, error: SparktuiError) -> None:
        """Show in words what went wrong and what to do."""
        self.notify(
            one_line(error.remedy) or "Nothing was changed.",
            title=one_line(error.message, 300),
            severity="error",
            timeout=12,
            markup=False,
        )

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a click stands for; what goes wrong in it is told, and the app goes on."""
        with self.surviving():
            return await super().run_action(action, default_namespace, namespaces)
        return True

    def pop_screen(self) -> AwaitComplete:
        """Take the screen on top away; the first one stays, even when enter comes twice in the palette above it."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    def _handle_exception(self, error: Exception) -> None:
        """End the app, because a part of it can no longer answer. The screen is left in order, with a sentence.

        A part that has been left already, and finds nothing around it any more, is missed by nobody.
        """
        if _has_been_left(active_message_pump.get(None)):
            log.write_down(error)
            return
        self._return_code = OutsideFailure.exit_code
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.last_words = f"sparktui cannot go on; what was saved is safe. {_where_it_is_written(error)}"
        self._close_messages_no_wait()


def _has_been_left(part: MessagePump | None) -> bool:
    return isinstance(part, Widget) and (not part.is_attached or part._closing or part._pruning)


def _where_it_is_written(error: Exception) -> str:
    place = log.write_down(error)
    return f"The details are in {place}." if place else "The log cannot be written."
