"""What the wizard shows at one moment.

One job: gather trial, order, document and verdict, and say why something is shut or cannot be typed.
Must not: decide what is allowed; it repeats what the rules and the document's state say.
"""

from __future__ import annotations

from dataclasses import dataclass

from sparktui.domain.conversion import Conversion, ConversionState, Order
from sparktui.domain.lifecycle import Phase
from sparktui.domain.offer import Catalogue
from sparktui.domain.trial import Trial
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Finding, Level
from sparktui.services.conversion import OrderCheck
from sparktui.services.trial_view import TrialView


@dataclass(frozen=True, slots=True)
class WizardState:
    """One moment of the wizard.

    ``country`` is the customer's by its name. ``order`` is what is typed now, ``document`` what was saved last, if
    anything was. ``looking`` says in a sentence why this whole desk only looks (empty when it may change things);
    ``busy`` is true while a step of the document is being written.
    """

    view: TrialView
    country: str
    catalogue: Catalogue
    order: Order
    document: Conversion | None
    check: OrderCheck
    looking: str = ""
    busy: bool = False

    @property
    def trial(self) -> Trial:
        """The trial."""
        return self.view.trial

    @property
    def stage(self) -> ConversionState | None:
        """How far the document has come; an order that was ready and changed since is a draft. None before it began."""
        if self.document is None:
            return None
        if self.document.state is ConversionState.READY and self.document.order != self.order:
            return ConversionState.DRAFT
        return self.document.state

    @property
    def is_fixed(self) -> bool:
        """Whether the order has been placed, or the document ended: then nothing in it can change."""
        return self.stage in (ConversionState.PLACED, ConversionState.CONVERTED, ConversionState.CANCELLED)

    @property
    def by_distributor(self) -> bool:
        """Whether it is not this partner who converts."""
        return self.view.verdicts[Action.BEGIN_CONVERSION].of("CNV-1").level is Level.BLOCK

    @property
    def shut(self) -> str:
        """Why there is no form at all, in a sentence; empty when there is one."""
        begin = self.view.verdicts[Action.BEGIN_CONVERSION]
        if self.is_fixed:
            return ""
        if self.view.phase in (Phase.LOST, Phase.CONVERTED):
            return begin.of("CNV-2").message
        return begin.of("CNV-1").message if self.by_distributor else ""

    @property
    def locked(self) -> str:
        """Why nothing can be typed, in a sentence; empty when it can."""
        if self.looking:
            return self.looking
        document = self.document
        match self.stage:
            case ConversionState.PLACED if document is not None:
                return f"The order is placed as {document.order_number}; complete it, or cancel it. It cannot change."
            case ConversionState.CONVERTED:
                return "The trial is converted; the order stays as it was."
            case ConversionState.CANCELLED:
                return "This conversion was cancelled; its order stays as it was."
        return self.shut

    @property
    def can_copy(self) -> bool:
        """Whether the order sheet may be taken to Cisco Commerce: the order is ready, or it was."""
        return self.stage in (ConversionState.READY, ConversionState.PLACED, ConversionState.CONVERTED)

    @property
    def is_live(self) -> bool:
        """Whether the order sheet is there to be worked through."""
        return self.stage in (ConversionState.READY, ConversionState.PLACED)

    def finding(self, rule: str) -> Finding:
        """Return what ``rule`` says of the order."""
        return self.check.verdict.of(rule)
