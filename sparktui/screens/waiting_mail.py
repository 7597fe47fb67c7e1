"""Answering mail that waits for a person, from the screen that shows it.

One job: the commands accept, assign, reject and look. Must not: answer by itself.
"""

from __future__ import annotations

from functools import partial

from sparktui.domain.mail import MailKind
from sparktui.errors import Refused, SparktuiError
from sparktui.screens.base import DeskScreen
from sparktui.screens.refusal import refusal
from sparktui.screens.shipment_rows import subject
from sparktui.services import needs_attention
from sparktui.services.needs_attention import Answered, AttentionItem

ANSWERS = ("accept_mail", "assign_mail", "reject_mail")


class WaitingMail(DeskScreen):
    """A screen that shows one waiting mail at a time: the ``mail``."""

    @property
    def mail(self) -> AttentionItem | None:
        """The mail that commands answer; None where none waits."""
        raise NotImplementedError

    def why_mail_is_off(self, command: str) -> str:
        """Return why a command on the mail is off; empty where it is not."""
        item = self.mail
        if item is None:
            return "No mail waits for somebody."
        if command == "accept_mail" and item.suggestion is None:
            return f"Nothing in {item.kept.reference} leads to one trial only; s says which it is about."
        return ""

    def do_accept_mail(self) -> None:
        """Attach the mail to the trial that is suggested; one without a number asks for that first."""
        item = self.mail
        if item is not None and not item.kept.mail.numbers and item.kept.mail.kind is not MailKind.PURCHASE_REQUEST:
            self.do_assign_mail()
        elif item is not None:
            self.perform(partial(needs_attention.accept, self.desk, item), self._answered, self._not_answered)

    def do_assign_mail(self) -> None:
        """Ask for the trial, and attach the mail to it."""
        from sparktui.screens.assign_mail import AssignMailForm

        if self.mail is not None:
            self.app.push_screen(AssignMailForm(self.mail), self._answered)

    def do_reject_mail(self) -> None:
        """Ask why, and put the mail aside."""
        from sparktui.screens.reason_dialog import ReasonDialog

        item = self.mail
        if item is not None:
            dialog = ReasonDialog(
                f"Reject {item.kept.reference}?",
                f"“{subject(item.kept)}” is put aside for good, and attached to nothing.",
                partial(needs_attention.reject, self.desk, item),
                says="Reject",
            )
            self.app.push_screen(dialog, self._answered)

    def do_look_at_mail(self) -> None:
        """Show what stands in the mail."""
        from sparktui.screens.reading_screen import ReadingScreen

        if self.mail is not None:
            mail = self.mail.kept.mail
            sent = f"{mail.sent_at:%Y-%m-%d %H:%M}" if mail.sent_at else "not known"
            head = f"From      {mail.sender}\nSent      {sent}\nFound in  {mail.source}\n\n"
            self.app.push_screen(ReadingScreen(subject(self.mail.kept), head + mail.text))

    def _answered(self, answered: Answered | None) -> None:
        if answered is None:
            return
        words = [f"{answered.kept.reference} is {answered.kept.state}."]
        if answered.shipments:
            words.append(f"New: {', '.join(shipment.number for shipment in answered.shipments)}.")
        if answered.settled:
            words.append(f"{answered.settled:,} more of the same number settled with it.")
        self.notify(" ".join(words), title="Answered", markup=False)
        self.reload()

    def _not_answered(self, error: SparktuiError) -> None:
        if isinstance(error, Refused):
            self.notify(refusal(error.verdict), title=error.message, severity="warning", timeout=12, markup=False)
        else:
            self.show_error(error)
        self.reload()
