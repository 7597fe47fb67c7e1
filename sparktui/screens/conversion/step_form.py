"""What the forms of all steps share.

One job: the messages of a form, and the way from field to field. Must not: know any particular step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget

from sparktui.domain.conversion import Order
from sparktui.screens.conversion.state import WizardState


class StepForm(VerticalGroup):
    """The form of one step. It holds no order: it shows one, and tells what the person changes in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.field(-1)", "Up", show=False),
        Binding("down", "screen.field(1)", "Down", show=False),
    ]

    title: ClassVar[str]

    @dataclass
    class Edited(Message):
        """The person changed fields of the order: their names with their new values."""

        changes: dict[str, Any]

    def fill(self, order: Order) -> None:
        """Put the texts of ``order`` into the fields; nothing that is typed now is asked for."""

    def show(self, state: WizardState) -> None:
        """Bring everything but the typed texts up to date."""
        raise NotImplementedError

    @property
    def fields(self) -> list[Widget]:
        """The parts that take the focus, in their order."""
        return [widget for widget in self.query("*") if widget.focusable and self._is_shown(widget)]

    @property
    def first_field(self) -> Widget | None:
        """The part in which one begins."""
        return next(iter(self.fields), None)

    @property
    def first_open(self) -> Widget | None:
        """The part that is still to be filled or mended; None where all is right, so that no key spoils it."""
        return self.first_field

    def field_for(self, rule: str) -> Widget | None:
        """Return the part in which what ``rule`` asks for is mended."""
        return self.first_field

    def _is_shown(self, widget: Widget) -> bool:
        around = widget.ancestors_with_self
        return all(node.display for node in around[: around.index(self)] if isinstance(node, Widget))

    def edit(self, **changes: Any) -> None:
        """Tell that the person changed fields of the order."""
        self.post_message(self.Edited(changes))
