"""The daily work: who is owed what on which day, what a loss takes, and that doing it again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui.errors import BadInput, ReadOnly
from sparktui.services import conversion, edit_trial, tick
from sparktui.services.desk import Desk
from sparktui.services.import_customers import import_customers
from sparktui.services.mail_text import MailTexts
from sparktui.services.maintenance import check
from sparktui.services.partner import set_partner
from sparktui.services.tick import Worked
from sparktui.services.trial_view import view_trial
from sparktui.store import audit, users
from tests.portfolio import ADA, BEN, D, a_desk, a_trial, a_trial_expiring, days, on, place_order
from tests.services.customer_files import a_file, a_row
from tests.services.owed_work import (
    loss_of,
    notices,
    standing,
    states,
    tick_on,
    with_partner_admins,
    with_users,
)

JANE = "jane.doe@contoso.example"


@pytest.fixture
def partner(desk: Desk) -> Desk:
    """A desk of Northwind, whose administrators are Ada and Ben."""
    return with_partner_admins(desk)


def test_the_life_of_the_worked_example(partner: Desk) -> None:
    """Started 2017-05-20 for 90 days: what is owed comes on the days that the specification names."""
    desk = on(partner, "2017-05-20")
    trial = a_trial(
        desk,
        starts="2017-05-20",
        period_days="90",
        services="messaging:25; calling:5; meetings:5",
        site_url="contoso.webex.com",
    )
    with_users(desk, trial, "sue@contoso.example", "tom@contoso.example")
    done = {day: tick_on(desk, D("2017-05-20") + days(day)) for day in range(150)}
    assert {D("2017-05-20") + days(day): worked for day, worked in done.items() if worked} == {
        D("2017-08-11"): Worked(notices_queued=3),
        D("2017-08-18"): Worked(notices_queued=3, notices_missed=3),
        D("2017-09-17"): Worked(notices_queued=2),
        D("2017-09-18"): Worked(notices_missed=3, trials_lost=1, sites_released=1),
        D("2017-10-03"): Worked(notices_missed=2, numbers_released=1),
    }
    assert {(kind, due) for kind, _, due, _ in standing(desk)} == {
        ("reminder", "2017-08-11"),
        ("expiry", "2017-08-18"),
        ("end_of_access", "2017-09-17"),
    }


def test_administrators_hear_of_the_reminder_and_the_expiry_and_users_of_the_end(partner: Desk) -> None:
    trial = a_trial_expiring(partner, "Contoso", "2026-11-30")
    with_users(partner, trial, "sue@contoso.example")
    tick_on(partner, "2026-12-30")
    assert [(found.kind, found.audience, found.recipient) for found in notices(partner)] == [
        ("reminder", "customer_admin", JANE),
        ("reminder", "partner_admin", ADA),
        ("reminder", "partner_admin", BEN),
        ("expiry", "customer_admin", JANE),
        ("expiry", "partner_admin", ADA),
        ("expiry", "partner_admin", BEN),
        ("end_of_access", "user", "sue@contoso.example"),
    ]


@pytest.mark.parametrize(
    ("first_run", "reminder", "expiry", "end"),
    [
        (-8, None, None, None),
        (-7, "queued", None, None),
        (-1, "queued", None, None),
        (0, "missed", "queued", None),
        (29, "missed", "queued", None),
        (30, "missed", "queued", "queued"),
        (31, "missed", "missed", "queued"),
        (45, "missed", "missed", "queued"),
        (46, "missed", "missed", "missed"),
    ],
)
def test_a_late_run_queues_only_what_is_still_true(
    partner: Desk, first_run: int, reminder: str | None, expiry: str | None, end: str | None
) -> None:
    trial = a_trial_expiring(on(partner, "2026-10-01"), "Contoso", "2026-11-30")
    with_users(partner, trial, "sue@contoso.example")
    worked = tick_on(partner, D("2026-11-30") + days(first_run))
    found = {kind: state for kind, _, _, state in standing(partner)}
    assert (found.get("reminder"), found.get("expiry"), found.get("end_of_access")) == (reminder, expiry, end)
    counts = states(partner)
    assert (worked.notices_queued, worked.notices_missed) == (counts.get("queued", 0), counts.get("missed", 0))


@pytest.mark.parametrize(("recorded", "state"), [(-8, "queued"), (-7, "queued"), (-6, "missed")])
def test_what_fell_due_before_the_trial_was_recorded_is_nobodys_mail(partner: Desk, recorded: int, state: str) -> None:
    day = D("2026-11-30") + days(recorded)
    a_trial_expiring(on(partner, day), "Contoso", "2026-11-30")
    tick_on(partner, max(day, D("2026-11-23")))
    assert {found[3] for found in standing(partner)} == {state}


def test_importing_history_mails_nobody(partner: Desk, tmp_path: Path) -> None:
    rows = [
        a_row("Running", "2026-10-20"),
        a_row("Grace", "2026-09-10"),
        a_row("Lost", "2026-05-01", services="calling:5"),
        a_row("Converted", "2026-05-01", converted_on="2026-06-10"),
        a_row("Extended", "2026-05-01", extended_on="2026-06-10"),
    ]
    assert import_customers(partner, a_file(tmp_path, *rows)).created == 5
    worked = tick_on(partner, "2026-11-22")
    assert worked.notices_queued == 0
    assert (worked.trials_lost, worked.numbers_released) == (2, 1)
    # Converted on 10 June, 13 days before its reminder: it owed nothing at all.
    assert {(found.customer, found.kind, str(found.deadline)) for found in notices(partner)} == {
        ("Grace", "reminder", "2026-11-09"),
        ("Grace", "expiry", "2026-11-09"),
        ("Lost", "reminder", "2026-06-30"),
        ("Lost", "expiry", "2026-06-30"),
        ("Extended", "reminder", "2026-07-30"),
        ("Extended", "expiry", "2026-07-30"),
    }
    assert states(partner) == {"missed": 18}


def test_doing_it_again_or_for_an_earlier_day_changes_nothing(partner: Desk) -> None:
    a_trial_expiring(on(partner, "2026-10-01"), "Contoso", "2026-11-22", services="calling:5")
    a_trial_expiring(on(partner, "2026-10-01"), "Fabrikam", "2026-11-10")
    tick_on(partner, "2026-12-20")
    before = standing(partner)
    for day in ("2026-12-20", "2026-11-15", "2026-10-01", "2026-12-20"):
        assert not tick_on(partner, day)
    assert standing(partner) == before


def test_a_trial_recorded_after_a_run_for_a_later_day_still_gets_its_notices(partner: Desk) -> None:
    tick_on(partner, "2027-06-01")
    a_trial_expiring(partner, "Contoso", "2026-11-30")
    assert tick_on(partner, "2026-11-23") == Worked(notices_queued=3)
    assert not tick_on(partner, "2026-11-24")
    assert tick_on(partner, "2026-11-30") == Worked(notices_queued=3, notices_missed=3)


def test_a_dry_run_says_the_same_and_keeps_nothing(partner: Desk) -> None:
    a_trial_expiring(on(partner, "2026-05-01"), "Contoso", "2026-07-10", services="calling:5")
    a_trial_expiring(on(partner, "2026-10-01"), "Fabrikam", "2026-11-25")
    entries = history(partner)
    tried = tick_on(partner, "2026-11-22", dry_run=True)
    assert (standing(partner), history(partner)) == ([], entries)
    assert tick.is_owed(on(partner, "2026-11-22"))
    assert tried == tick_on(partner, "2026-11-22")
    assert (tried.notices_queued, tried.trials_lost, tried.numbers_released) == (3, 1, 1)
    assert not tick.is_owed(on(partner, "2026-11-22"))
    assert tick.is_owed(on(partner, "2026-11-23"))


def test_nothing_is_owed_on_an_empty_desk_and_nothing_done_on_a_read_only_one(desk: Desk) -> None:
    assert not tick.is_owed(desk)
    a_trial(desk)
    reading = a_desk(desk.database.path, read_only=True)
    assert tick.is_owed(reading)
    with pytest.raises(ReadOnly):
        tick.tick(reading, MailTexts())
    reading.database.close()


def test_a_contact_owes_nothing(partner: Desk) -> None:
    trial = a_trial_expiring(partner, "Contoso", "2026-12-30")
    tick_on(partner, "2026-11-22")
    edit_trial.record_contact(partner, trial, "Spoke with Jane Doe.")
    assert not tick.is_owed(on(partner, "2026-11-22"))


def test_after_a_run_for_a_later_day_a_change_is_worked_today_and_the_days_until_then_once_more(
    partner: Desk,
) -> None:
    trial = a_trial_expiring(on(partner, "2026-10-01"), "Contoso", "2026-11-30")
    tick_on(partner, "2026-12-30")
    extended = edit_trial.edit_trial(on(partner, "2026-11-25"), trial, extend=True)
    assert tick.is_owed(on(partner, "2026-11-25"))
    tick_on(partner, "2026-11-25")
    assert not tick.is_owed(on(partner, "2026-11-25"))
    assert tick.is_owed(on(partner, "2026-11-26"))
    reminder = extended.lifecycle(partner.policy).expires_on - days(7)
    assert not tick_on(partner, reminder - days(1))
    assert tick_on(partner, reminder) == Worked(notices_queued=3)


def test_an_extension_takes_the_queued_reminder_back_and_owes_it_anew(partner: Desk) -> None:
    trial = a_trial_expiring(on(partner, "2026-10-01"), "Contoso", "2026-11-30")
    tick_on(partner, "2026-11-25")
    edit_trial.edit_trial(on(partner, "2026-11-26"), trial, extend=True)
    assert states(partner) == {"void": 3}
    assert view_trial(partner, trial.id).history[0].after == {"notices_void": 3}
    assert not tick_on(partner, "2026-12-22")
    assert tick_on(partner, "2026-12-23") == Worked(notices_queued=3)
    assert states(partner) == {"void": 3, "queued": 3}


def test_an_extension_on_the_last_day_takes_back_the_expiry_notice_and_finds_the_reminder_missed(partner: Desk) -> None:
    trial = a_trial_expiring(on(partner, "2026-10-01"), "Contoso", "2026-11-30")
    tick_on(partner, "2026-11-25")
    edit_trial.edit_trial(on(partner, "2026-11-30"), trial, extend=True)
    assert states(partner) == {"missed": 3}


def test_a_conversion_takes_back_what_is_queued_and_owes_nothing_more(partner: Desk) -> None:
    trial = a_trial_expiring(on(partner, "2026-10-01"), "Contoso", "2026-11-30", services="calling:5")
    tick_on(partner, "2026-12-02")
    today = on(partner, "2026-12-03")
    place_order(today, trial)
    conversion.complete(today, trial)
    assert states(partner) == {"missed": 3, "void": 3}
    assert not tick_on(partner, "2027-06-01")
    assert loss_of(partner, trial) is None


def test_a_conversion_that_is_imported_takes_back_what_is_queued(partner: Desk, tmp_path: Path) -> None:
    desk = on(partner, "2026-10-01")
    import_customers(desk, a_file(tmp_path, a_row(starts="2026-10-01")))
    tick_on(desk, "2026-11-30")
    later = on(partner, "2026-12-05")
    import_customers(later, a_file(tmp_path, a_row(starts="2026-10-01", converted_on="2026-12-04")))
    assert tick_on(later, "2026-12-05") == Worked(notices_void=3)
    assert states(partner) == {"missed": 3, "void": 3}


def test_before_the_day_of_a_conversion_its_trial_owes_what_any_trial_owes(partner: Desk, tmp_path: Path) -> None:
    import_customers(on(partner, "2026-10-01"), a_file(tmp_path, a_row(starts="2026-10-01")))
    import_customers(on(partner, "2026-12-05"), a_file(tmp_path, a_row(starts="2026-10-01", converted_on="2026-12-04")))
    assert tick_on(partner, "2026-11-30") == Worked(notices_queued=3, notices_missed=3)
    assert not tick_on(partner, "2026-12-03")
    assert tick_on(partner, "2026-12-04") == Worked(notices_void=3)


def test_a_customer_without_paid_services_loses_the_organisation(partner: Desk) -> None:
    desk = on(partner, "2026-10-01")
    trial = a_trial_expiring(
        desk, "Contoso", "2026-11-30", services="meetings:5; calling:2", site_url="contoso.webex.com"
    )
    with_users(desk, trial, "sue@contoso.example", "tom@contoso.example")
    tick_on(desk, "2026-12-31")
    loss = loss_of(desk, trial)
    assert loss is not None
    assert (loss.lost_on, loss.organisation_gone, loss.numbers_released_on) == (D("2026-12-31"), True, None)
    assert loss.parts() == {
        "licences": {"meetings": 5, "calling": 2},
        "site_url": "contoso.webex.com",
        "calling_configuration": True,
        "organisation": True,
        "admin_roles": True,
        "memberships": 2,
    }
    with desk.database.reading() as connection:
        assert users.consumers(connection, trial.customer.id) == {
            "sue@contoso.example": D("2026-12-31"),
            "tom@contoso.example": D("2026-12-31"),
        }
    tick_on(desk, "2027-01-15")
    assert view_trial(desk, trial.id).loss == loss_of(desk, trial)
    released = loss_of(desk, trial)
    assert released is not None
    assert released.numbers_released_on == D("2027-01-15")


def test_a_paid_customer_loses_the_services_of_the_trial_only(partner: Desk) -> None:
    desk = on(partner, "2026-10-01")
    trial = a_trial_expiring(desk, "Contoso", "2026-11-30", services="messaging:5", paid_services="care")
    with_users(desk, trial, "sue@contoso.example")
    assert tick_on(desk, "2026-12-31").trials_lost == 1
    loss = loss_of(desk, trial)
    assert loss is not None
    assert loss.parts() == {"licences": {"messaging": 5}}
    with desk.database.reading() as connection:
        assert users.consumers(connection, trial.customer.id) == {}
    assert "sue@contoso.example" in {found.recipient for found in notices(desk)}


def test_users_of_a_customer_who_has_started_anew_are_in_the_new_organisation(partner: Desk, tmp_path: Path) -> None:
    rows = [a_row(starts="2026-05-01"), a_row(starts="2026-11-01")]
    import_customers(partner, a_file(tmp_path, *rows))
    with_users(partner, view_trial(partner, 1).trial, "sue@contoso.example")
    assert tick_on(partner, "2026-11-22").trials_lost == 1
    with partner.database.reading() as connection:
        assert users.consumers(connection, 1) == {}


@pytest.mark.parametrize("late", [{"extended_on": "2026-07-01"}, {"converted_on": "2026-08-01"}])
def test_a_loss_is_taken_back_when_a_file_tells_late_that_there_was_none(
    partner: Desk, tmp_path: Path, late: dict[str, str]
) -> None:
    import_customers(on(partner, "2026-06-01"), a_file(tmp_path, a_row("Contoso", "2026-05-11", services="calling:5")))
    trial = view_trial(partner, 1).trial
    with_users(partner, trial, "sue@contoso.example")
    tick_on(partner, "2026-08-12")
    loss = loss_of(partner, trial)
    assert loss is not None
    assert (loss.lost_on, loss.users_moved) == (D("2026-08-10"), 1)
    told = a_row("Contoso", "2026-05-11", services="calling:5", **late)
    import_customers(on(partner, "2026-08-13"), a_file(tmp_path, told))
    assert loss_of(partner, trial) is None
    assert tick_on(partner, "2026-08-13").losses_void == 1
    assert not tick_on(partner, "2026-08-13")
    with partner.database.reading() as connection:
        assert users.consumers(connection, trial.customer.id) == {}
    taken_back = view_trial(partner, 1).history[0]
    assert (taken_back.before["lost_on"], taken_back.after["lost_on"]) == ("2026-08-10", None)
    done = tick_on(partner, "2026-10-30")
    assert (done.trials_lost, done.numbers_released) == ((1, 1) if "extended_on" in late else (0, 0))


def test_one_entry_of_the_audit_tells_of_all_losses_and_each_history_of_its_own(partner: Desk) -> None:
    desk = on(partner, "2026-05-01")
    lost = [a_trial_expiring(desk, name, "2026-07-10", services="calling:5") for name in ("Contoso", "Fabrikam")]
    a_trial_expiring(desk, "Litware", "2026-07-15")
    before = len(history(desk))
    tick_on(desk, "2026-08-12")
    tick_on(desk, "2026-08-25")
    found = history(desk)[before:]
    assert [(entry.command, entry.trial_id, dict(entry.after)) for entry in found] == [
        (
            "tick",
            None,
            {
                "through": "2026-08-12",
                "notices_queued": 3,
                "notices_missed": 15,
                "trials_lost": 2,
                "lost": ["T-000001", "T-000002"],
            },
        ),
        (
            "tick",
            None,
            {
                "through": "2026-08-25",
                "notices_missed": 3,
                "trials_lost": 1,
                "numbers_released": 2,
                "lost": ["T-000003"],
                "numbers_released_of": ["T-000001", "T-000002"],
            },
        ),
    ]
    for trial in lost:
        released, gone, started = view_trial(desk, trial.id).history
        assert [entry.command for entry in (released, gone, started)] == ["tick", "tick", "trials.new"]
        assert gone.after["lost_on"] == "2026-08-10"
        assert gone.after["lost"]["licences"] == {"calling": 5}
        assert released.after == {"numbers_released_on": "2026-08-25"}
        assert {entry.trial_id for entry in (released, gone, started)} == {trial.id}
    (gone, _) = view_trial(desk, 3).history
    assert gone.after["lost_on"] == "2026-08-15"
    assert check(desk.database, desk.policy) == []


def test_administrators_and_users_who_come_later_are_told_what_is_still_true(desk: Desk) -> None:
    trial = a_trial_expiring(on(desk, "2026-10-01"), "Contoso", "2026-11-30")
    assert tick_on(desk, "2026-11-24") == Worked(notices_queued=1)
    set_partner(on(desk, "2026-11-24"), administrators=(ADA,))
    assert tick_on(desk, "2026-11-24") == Worked(notices_queued=1)
    tick_on(desk, "2026-12-30")
    with_users(desk, trial, "sue@contoso.example")
    assert tick_on(desk, "2026-12-30") == Worked(notices_queued=1)
    assert not tick_on(desk, "2026-12-30")


def test_nobody_gets_a_mail_twice_for_being_written_in_two_ways(desk: Desk) -> None:
    a_trial_expiring(on(desk, "2026-10-01"), "Contoso", "2026-11-30")
    set_partner(on(desk, "2026-10-01"), administrators=("Ada@northwind.example", ADA))
    assert tick_on(desk, "2026-11-24") == Worked(notices_queued=2)


def test_a_text_that_cannot_be_written_stops_the_run_before_anything_is_queued(partner: Desk, tmp_path: Path) -> None:
    a_trial_expiring(on(partner, "2026-10-01"), "Contoso", "2026-11-30")
    (tmp_path / "end_of_access.user.txt").write_text("Subject: Over\n\nDear {{ customer }},\nbye, {{ nmae }}\n")
    with pytest.raises(BadInput, match=r"end_of_access\.user\.txt, line 4: there is no 'nmae'"):
        tick.tick(on(partner, "2026-11-24"), MailTexts(tmp_path))
    assert standing(partner) == []


def test_a_long_pause_is_worked_in_many_transactions_with_the_same_end(
    partner: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = on(partner, "2026-06-01")
    for number in range(12):
        a_trial_expiring(desk, f"Contoso {number}", D("2026-08-01") + days(number * 9), services="calling:1")
    tick_on(desk, "2026-06-01")
    tried = tick_on(desk, "2026-12-20", dry_run=True)
    monkeypatch.setattr(tick, "STRETCH", 3)
    steps: list[tuple[int, int | None]] = []
    worked = tick.tick(on(desk, "2026-12-20"), MailTexts(), progress=lambda done, total: steps.append((done, total)))
    assert worked == tried
    assert len(steps) > 50
    assert steps[-1] == (len(steps), len(steps))


def history(desk: Desk) -> list[audit.AuditEntry]:
    """Return the audit, the oldest first."""
    with desk.database.reading() as connection:
        return list(audit.every(connection))
