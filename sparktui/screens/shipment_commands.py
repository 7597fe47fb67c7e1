"""The commands on shipments and returns: copy, follow, add, news, the steps of a return, import.

One job: give them on the ``line`` under the cursor. Must not: show the list.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sparktui.domain.rma import Rma, RmaStep
from sparktui.domain.shipment import Shipment
from sparktui.domain.trial import reference
from sparktui.screens.carrier_page import has_browser, is_web_page, open_page
from sparktui.screens.waiting_mail import ANSWERS, WaitingMail
from sparktui.services import returns
from sparktui.services.returns import ReturnLine
from sparktui.services.shipments import ShipmentLine
from sparktui.services.shipping_list import Line
from sparktui.widgets.text import one_line

if TYPE_CHECKING:
    from sparktui.services.import_mail import MailImportReport

_CHANGES = (*ANSWERS, "add_shipment", "update_shipment", "move_shipment", "move_return", "cancel_return", "import_mail")
_ON_A_LINE = ("copy_number", "open_page", "update_shipment", "move_shipment", "cancel_return")
_ON_A_MAIL = (*ANSWERS, "look_at_mail")
_LONGEST_OPENED = 200


class ShipmentCommands(WaitingMail):
    """A screen that gives commands on one shipment or return at a time."""

    @property
    def line(self) -> Line | None:
        """The shipment or return that commands are about; None where there is none."""
        raise NotImplementedError

    # Why commands are off

    def why_off(self, command: str) -> str:
        """Say of the commands why they are off, so that it teaches."""
        reason = super().why_off(command)
        if reason:
            return reason
        if command in _CHANGES and self.desk_app.is_travelling:
            return "Another day is looked at; esc comes back to today, where something can be changed."
        if command in _CHANGES and self.desk.read_only:
            return "The database is open for reading only; start without --read-only to change something."
        if command in _ON_A_MAIL:
            return self.why_mail_is_off(command)
        if command in _ON_A_LINE and self.line is None:
            return "No shipment and no return is under the cursor."
        if command == "open_its_trial" and self.line is None and self.mail is None:
            return "Nothing is under the cursor."
        return self._why_line_is_off(command)

    def _why_line_is_off(self, command: str) -> str:
        line = self.line
        if isinstance(line, ReturnLine):
            return _why_return_is_off(line, command)
        if line is not None and command == "cancel_return":
            return "This is a shipment; a return is cancelled. u records what became of a shipment."
        if line is not None and command == "open_page" and not _has_page(line):
            return "No page is known on which this number is followed; y copies it. u chooses who carries it."
        return ""

    # Looking

    def do_open_its_trial(self) -> None:
        """Open the trial, or the mail where mails are listed."""
        if self.line is not None:
            self.desk_app.go_trial(self.line.trial.id)
        else:
            self.action_command("look_at_mail")

    def do_copy_number(self) -> None:
        """Copy the carrier's number; of a return its pickup's booking, or its own number until there is one."""
        line = self.line
        assert line is not None
        if isinstance(line, ReturnLine) and line.rma.booking:
            self._copy(line.rma.booking, "The pickup's booking")
        else:
            self._copy(line.rma.reference if isinstance(line, ReturnLine) else line.shipment.number, "The number")

    def do_open_page(self) -> None:
        """Open the carrier's page; where the carrier is still to be chosen, ask whose page is tried."""
        from sparktui.screens.page_choice import PageChoice

        line = self.line
        assert line is not None
        if isinstance(line, ShipmentLine) and line.tracked.possible:
            self.app.push_screen(PageChoice(line.tracked), self._open_page)
        else:
            self._open_page(line.tracked.page if isinstance(line, ShipmentLine) else line.page)

    def _open_page(self, page: str | None) -> None:
        """Open ``page``; where no browser would be seen, show its address and copy it."""
        if page is None:
            return
        if has_browser():
            self.ask("page", partial(open_page, page), partial(self._page_opened, page))
        else:
            self._show_page(page)

    def _page_opened(self, page: str, was_opened: bool) -> None:
        if was_opened:
            self.notify(one_line(page, 200), title="Opened in the browser", markup=False)
        else:
            self._show_page(page)

    def _show_page(self, page: str) -> None:
        from sparktui.screens.reading_screen import ReadingScreen

        self.app.copy_to_clipboard(page)
        words = "No browser can be opened here. The address is copied; open it where you have one:"
        self.app.push_screen(ReadingScreen("The carrier's page", f"{words}\n\n{page}", to_copy=page))

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(one_line(text, 120), title=f"{what} is copied", markup=False)

    # Shipments

    def do_add_shipment(self) -> None:
        """Add a shipment by its number."""
        from sparktui.screens.shipment_form import AddShipmentForm

        self.app.push_screen(AddShipmentForm(self._trial_at_hand()), self._added)

    def do_update_shipment(self) -> None:
        """Record what was heard of the shipment."""
        from sparktui.screens.shipment_news import ShipmentNewsForm

        if isinstance(self.line, ShipmentLine):
            self.app.push_screen(ShipmentNewsForm(self.line), self._changed)

    def do_move_shipment(self) -> None:
        """Ask whose the shipment is after all, and move it there."""
        from sparktui.screens.shipment_owner import ShipmentOwnerForm

        if isinstance(self.line, ShipmentLine):
            self.app.push_screen(ShipmentOwnerForm(self.line), self._shipment_moved)

    def _shipment_moved(self, shipment: Shipment | None) -> None:
        if shipment is not None:
            self.notify(f"It is of {reference(shipment.trial_id)} now.", title=shipment.number, markup=False)
        self._changed(shipment)

    def do_import_mail(self) -> None:
        """Ask where mail is, and import it."""
        from sparktui.screens.mail_import_dialog import MailImportDialog

        self.app.push_screen(MailImportDialog(self.desk_app.mail.imap), self._imported)

    def _imported(self, report: MailImportReport | None) -> None:
        from sparktui.screens.mail_import_dialog import report_words

        if report is not None:
            if report.stopped:
                words = report_words(report)
                self.notify(words, title="Not all mail was read", severity="warning", timeout=12, markup=False)
            else:
                self.notify(report_words(report), title="Mail imported", timeout=12, markup=False)
        self.reload()

    # Returns

    def do_move_return(self) -> None:
        """Record the next step of the return under the cursor; elsewhere, open the return of a trial's devices."""
        from sparktui.screens.return_form import OpenReturnForm
        from sparktui.screens.return_step import NextStepForm

        if isinstance(self.line, ReturnLine):
            self.app.push_screen(NextStepForm(self.line), self._moved)
        else:
            self.app.push_screen(OpenReturnForm(self._trial_at_hand()), self._opened)

    def do_cancel_return(self) -> None:
        """Ask why and since when, and cancel the return."""
        from sparktui.screens.cancel_return import CancelReturnForm

        if isinstance(self.line, ReturnLine):
            self.app.push_screen(CancelReturnForm(self.line), self._changed)

    def _added(self, shipment: Shipment | None) -> None:
        if shipment is not None:
            self.notify(f"{shipment.number} is recorded.", title=shipment.reference, markup=False)
        self._changed(shipment)

    def _opened(self, opened: tuple[Rma, ...] | None) -> None:
        if opened:
            words = ", ".join(f"{rma.reference}: {rma.quantity} x {rma.model}" for rma in opened)
            title = "1 return is opened" if len(opened) == 1 else f"{len(opened)} returns are opened"
            self.notify(one_line(words, _LONGEST_OPENED), title=title, markup=False)
            self.reload()

    def _moved(self, rma: Rma | None) -> None:
        if rma is not None and rma.step is RmaStep.WAITING_FOR_LABEL and isinstance(self.line, ReturnLine):
            request = partial(returns.request_for_label, self.desk, self.line.trial, rma)
            self.ask("request", request, self._show_request)
        self._changed(rma)

    def _show_request(self, lines: tuple[str, ...]) -> None:
        from sparktui.screens.reading_screen import ReadingScreen

        text = "\n".join(lines)
        self.app.copy_to_clipboard(text)
        self.notify("The request is copied.", markup=False)
        self.app.push_screen(ReadingScreen("Send this to partner help", text, to_copy=text))

    def _changed(self, changed: object | None) -> None:
        if changed is not None:
            self.reload()

    def _trial_at_hand(self) -> str:
        return self.line.trial.reference if self.line is not None else ""


def _has_page(line: ShipmentLine) -> bool:
    return any(is_web_page(page) for page in (line.tracked.page, *(one.url for one in line.tracked.possible)))


def _why_return_is_off(line: ReturnLine, command: str) -> str:
    rma = line.rma
    if command == "update_shipment":
        return "This is a return; r records its next step."
    if command == "move_shipment":
        return "This is a return; it stays with the trial whose device it takes back."
    if command == "open_page" and not rma.carrier:
        return "A carrier is known once a pickup is booked; r records it."
    if command == "open_page" and not is_web_page(line.page):
        return f"No page is known on which {line.carrier_name} looks after pickups; y copies the booking."
    if command == "move_return" and rma.next_step is None:
        return f"{rma.reference} is {rma.step.words}; nothing more is to be done with it."
    if command == "cancel_return" and RmaStep.CANCELLED not in rma.may_become:
        return f"{rma.reference} is {rma.step.words}, so it can no longer be cancelled."
    return ""
