"""Everything about one trial on one day, for the trial screen and `trials show`.

One job: gather it in one read. Must not: change anything, nor lay it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sparktui.domain.conversion import Conversion
from sparktui.domain.decision import Choice, Decision
from sparktui.domain.lifecycle import Lifecycle, Milestone, Phase
from sparktui.domain.loss import Loss
from sparktui.domain.notice import Notice
from sparktui.domain.notice_plan import NoticePlan, plan
from sparktui.domain.trial import Service, Trial
from sparktui.rules import catalogue, decision
from sparktui.rules.catalogue import Action
from sparktui.rules.finding import Finding, Level, Verdict
from sparktui.rules.recovery import Recoverable, recoverable
from sparktui.services.desk import Desk
from sparktui.services.facts import facts_of
from sparktui.services.history import history_of
from sparktui.services.lookup import trial_of_record
from sparktui.services.returns import ReturnLine
from sparktui.services.returns import lines_of_trial as returns_of_trial
from sparktui.services.shipments import ShipmentLine
from sparktui.services.shipments import lines_of_trial as shipments_of_trial
from sparktui.store import contacts, conversions, decisions, losses, outbox, purchase_requests, trials, users
from sparktui.store.audit import AuditEntry
from sparktui.store.contacts import Contact
from sparktui.store.purchase_requests import PurchaseRequest

_PRESSING = (Level.WARN, Level.BLOCK)

SHOWN = (Action.EXTEND, Action.ADD_SERVICE, Action.BEGIN_CONVERSION, Action.HELP_ADOPTION, Action.LOOK_AFTER)


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial as it stands on ``day``; ``today`` is the present day. ``verdicts`` answers each of `SHOWN`."""

    trial: Trial
    day: date
    today: date
    lifecycle: Lifecycle
    milestones: tuple[Milestone, ...]
    recoverable: tuple[Recoverable, ...]
    verdicts: dict[Action, Verdict]
    user_count: int
    contacts: tuple[Contact, ...]
    requests: tuple[PurchaseRequest, ...]
    conversions: tuple[Conversion, ...]
    other_trials: tuple[Trial, ...]
    shipments: tuple[ShipmentLine, ...]
    returns: tuple[ReturnLine, ...]
    history: tuple[AuditEntry, ...]
    notices: tuple[Notice, ...] = ()
    loss: Loss | None = None
    decision: Decision | None = None

    @property
    def phase(self) -> Phase:
        """The phase on the day."""
        return self.lifecycle.phase(self.day)

    @property
    def label(self) -> str:
        """The phase in words."""
        return self.lifecycle.label(self.day)

    @property
    def is_undecided(self) -> bool:
        """Whether somebody is to decide what becomes of it."""
        return decision.asks(self.trial, self.day, self.lifecycle.policy)

    @property
    def decision_in_force(self) -> Decision | None:
        """The decision that speaks of the trial's present expiry date, while there is something to decide."""
        made = self.decision
        in_force = made is not None and self.phase.is_running and made.deadline == self.lifecycle.expires_on
        return made if in_force else None

    @property
    def attention(self) -> tuple[Finding, ...]:
        """What somebody should look at. Once the trial is left to lapse, nothing advises to convert it."""
        found = [finding for finding in self.verdicts[Action.LOOK_AFTER].findings if finding.level in _PRESSING]
        made = self.decision_in_force
        if made is not None and made.choice is Choice.LAPSE:
            found = [replace(finding, remedy="") if finding.rule == "END-5" else finding for finding in found]
        return tuple(found)

    @property
    def no_longer_comes(self) -> tuple[Milestone, ...]:
        """The milestones that the conversion, by the day, has taken away."""
        converted_on = self.lifecycle.converted_on
        if converted_on is None or self.phase is not Phase.CONVERTED:
            return ()
        return tuple(milestone for milestone in self.milestones if milestone.on >= converted_on)

    @property
    def notice_plan(self) -> NoticePlan:
        """The mails that the trial's end owes, beside what became of them."""
        return plan(self.lifecycle, self.notices, self.user_count, self.day)

    @property
    def open_conversion(self) -> Conversion | None:
        """The conversion that is under way."""
        return next((found for found in self.conversions if found.state.is_open), None)


def view_trial(desk: Desk, trial_id: int, day: date | None = None) -> TrialView:
    """Return everything about the trial as it stands on ``day`` (today by default).

    Raises:
        NotFound: when there is no such trial.
    """
    on = day or desk.today
    with desk.database.reading() as connection:
        trial = trial_of_record(connection, trial_id)
        facts = facts_of(desk, connection, trial)
        lifecycle = trial.lifecycle(desk.policy)
        user_count = users.count(connection, trial.customer.id)
        loss = losses.of_trial(connection, trial, desk.policy)
        return TrialView(
            trial=trial,
            day=on,
            today=desk.present,
            lifecycle=lifecycle,
            milestones=lifecycle.milestones(
                on, has_site=trial.site_url is not None, has_calling=trial.has(Service.CALLING)
            ),
            recoverable=recoverable(trial, user_count, desk.policy),
            verdicts={action: catalogue.judge(action, facts, on) for action in SHOWN},
            user_count=user_count,
            contacts=contacts.of_trial(connection, trial.id),
            requests=purchase_requests.of_trial(connection, trial.id),
            conversions=conversions.of_trial(connection, trial.id),
            other_trials=tuple(
                other for other in trials.of_customer(connection, trial.customer.id) if other.id != trial.id
            ),
            shipments=shipments_of_trial(desk, connection, trial, on),
            returns=returns_of_trial(desk, connection, trial, on),
            history=history_of(connection, trial.id, loss),
            notices=outbox.of_trial(connection, trial, desk.policy),
            loss=loss,
            decision=decisions.latest(connection, trial.id),
        )
