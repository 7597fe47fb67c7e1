"""Saving the document while somebody types.

One job: write one thing after the other, each upon what was written before. Must not: touch the screen; what writes
runs in the threads of `Asking.ask`, one at a time.
"""

from __future__ import annotations

from sparktui.domain.conversion import Conversion, Order
from sparktui.domain.dates import parse_day
from sparktui.domain.trial import Trial
from sparktui.errors import BadInput
from sparktui.services import conversion
from sparktui.services.desk import Desk
from sparktui.services.trial_view import view_trial


class DraftKeeper:
    """The document of one trial. ``seen`` is what was read or written last; nobody else's change is overwritten."""

    def __init__(self, trial: Trial, seen: Conversion | None) -> None:
        self._trial = trial
        self.seen = seen
        self._put_aside: Conversion | None = None

    @property
    def document(self) -> Conversion | None:
        """The document to show: what was seen, unless that ended and was put aside."""
        return None if self.seen is self._put_aside else self.seen

    def put_aside(self) -> None:
        """Leave the document that ended alone; what is saved next begins another one."""
        self._put_aside = self.seen

    @property
    def is_fresh(self) -> bool:
        """Whether nothing is under way yet."""
        return self._open is None

    @property
    def _open(self) -> Conversion | None:
        return self.seen if self.seen is not None and self.seen.state.is_open else None

    def is_behind(self, document: Conversion) -> bool:
        """Return whether ``document`` is newer than what was seen."""
        return self.seen is None or (document.id, document.version) > (self.seen.id, self.seen.version)

    def save(self, desk: Desk, order: Order, step: int, *, while_typing: bool) -> Conversion:
        """Save ``order`` as the draft; see `conversion.save_draft` for what it raises."""
        self.seen = conversion.save_draft(
            desk,
            self._trial,
            order,
            step=step,
            seen=self._open,
            begins=self._open is None,
            while_typing=while_typing,
        )
        return self.seen

    def make_ready(self, desk: Desk, order: Order) -> Conversion:
        """Save ``order`` as ready to be placed; see `conversion.make_ready` for what it raises."""
        self.seen = conversion.make_ready(desk, self._trial, order, seen=self._open)
        return self.seen

    def place(self, desk: Desk, order_number: str) -> Conversion:
        """Record that the order was placed; see `conversion.place` for what it raises."""
        self.seen = conversion.place(desk, self._trial, order_number, seen=self._open)
        return self.seen

    def complete(self, desk: Desk, typed_day: str) -> Conversion:
        """Record that the trial was converted on the day that was typed.

        Raises:
            BadInput: when that is no day; and what `conversion.complete` raises.
        """
        try:
            on = parse_day(typed_day.strip())
        except ValueError as error:
            raise BadInput(f"{typed_day.strip()[:20]!r} {error}.") from None
        conversion.complete(desk, self._trial, on, seen=self._open)
        ended = view_trial(desk, self._trial.id).conversions
        self.seen = next(document for document in ended if self.seen is not None and document.id == self.seen.id)
        return self.seen

    def cancel(self, desk: Desk, reason: str) -> Conversion:
        """Cancel the conversion; see `conversion.cancel` for what it raises."""
        self.seen = conversion.cancel(desk, self._trial, reason, seen=self._open)
        return self.seen
