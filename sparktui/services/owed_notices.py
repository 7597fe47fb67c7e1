"""What changing a trial does to the notices that it owes.

One job: take back what an extension or a conversion makes untrue, in the transaction of the change. Must not: queue
anything; the daily work does.
"""

from __future__ import annotations

from sparktui.domain.trial import Trial
from sparktui.services.desk import Change
from sparktui.store import notices


def take_back_notices(under_way: Change, trial: Trial) -> None:
    """Take back the queued notices of ``trial``, as it is now recorded, that are no longer true today."""
    desk = under_way.desk
    settled = notices.settle_trial(under_way.connection, trial.id, desk.today, desk.policy)
    counts = {"notices_void": settled.void, "notices_missed": settled.missed}
    taken_back = {name: count for name, count in counts.items() if count}
    if taken_back:
        under_way.record(trial_id=trial.id, customer_id=trial.customer.id, after=taken_back)
