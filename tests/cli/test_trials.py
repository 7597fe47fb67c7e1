"""Starting, finding, reading and editing trials from the command line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import ACME, CommandLine


def test_a_trial_is_started_found_and_read(cli: CommandLine) -> None:
    started = cli.ok("trials", "new", *ACME, "--device=DX80:2", "--notes=met at the fair")
    assert started["written"] is True
    assert started["id"] == "T-000001"

    shown = cli.ok("trials", "show", "acme [eu] ltd")
    assert shown["id"] == "T-000001"
    assert shown["customer"] == {
        "name": "Acme [EU] Ltd",
        "country": "US",
        "admin_email": "Jane@acme.example",
        "paid_services": [],
    }
    assert (shown["phase"], shown["label"], shown["days_left"], shown["grace_days_left"]) == (
        "active",
        "8 days left",
        8,
        None,
    )
    assert (shown["starts_on"], shown["expires_on"], shown["grace_ends_on"], shown["lost_on"]) == (
        "2026-10-01",
        "2026-11-30",
        "2026-12-30",
        "2026-12-31",
    )
    assert shown["numbers_released_on"] is None
    assert shown["services"] == [{"name": "messaging", "quantity": 10}, {"name": "meetings", "quantity": 100}]
    assert shown["devices"] == [{"model": "DX80", "quantity": 2}]
    assert [point["name"] for point in shown["milestones"]] == [
        "reminder",
        "expiry",
        "end_of_access",
        "loss",
        "site_url_free",
    ]
    assert shown["history"][0]["command"] == "trials.new"
    assert shown["history"][0]["operator"] == "ada@northwind.example"
    assert shown["history"][0]["business_day"] == "2026-11-22"
    assert shown["notices"] == shown["shipments"] == []


def test_every_action_says_whether_until_when_and_why(acme: CommandLine) -> None:
    actions = acme.ok("trials", "show", "T-1")["actions"]
    assert {name: (action["allowed"], action["until"]) for name, action in actions.items()} == {
        "extend": (True, "2026-11-30"),
        "add_service": (True, "2026-11-30"),
        "convert": (True, "2026-12-30"),
    }
    late = acme.ok("trials", "show", "T-1", on="2026-12-01")["actions"]
    assert (late["extend"]["allowed"], late["extend"]["until"]) == (False, None)
    blocked = next(finding for finding in late["extend"]["findings"] if finding["level"] == "block")
    assert blocked["rule"] == "EXT-2"
    assert blocked["source"] == "Extend a Customer's Cisco Spark Trial"
    assert blocked["message"]
    assert blocked["remedy"]
    early = acme.ok("trials", "show", "T-1", on="2026-09-01")["actions"]
    assert (early["convert"]["allowed"], early["convert"]["from"]) == (False, "2026-10-01")


def test_numbers_are_released_where_there_is_calling(cli: CommandLine) -> None:
    cli.ok("trials", "new", *ACME, "--service=calling")
    assert cli.ok("trials", "show", "acme")["numbers_released_on"] == "2027-01-15"


@pytest.fixture
def three(acme: CommandLine) -> CommandLine:
    """Give the command line with Acme's trial, an older one of Contoso in grace, and a new one of Zeppelin."""
    for name, start in (("Contoso", "2026-10-01"), ("Zeppelin", "2026-11-01")):
        address = f"--admin-email=a@{name.lower()}.example"
        acme.ok("trials", "new", f"--customer={name}", "--country=DE", address, f"--start={start}", *THIRTY_OF_CARE)
    return acme


THIRTY_OF_CARE = ("--days=30", "--service=care:5")


def ids(listed: Any) -> list[str]:
    return [item["id"] for item in listed["items"]]


def test_the_list_shows_the_most_urgent_first(three: CommandLine) -> None:
    listed = three.ok("trials", "list")
    assert listed["total"] == 3
    assert ids(listed) == ["T-000002", "T-000001", "T-000003"]
    assert listed["items"][2] == {
        "id": "T-000003",
        "customer": "Zeppelin",
        "phase": "active",
        "label": "9 days left",
        "expires_on": "2026-12-01",
        "days_left": 9,
        "grace_days_left": None,
        "services": ["care"],
        "admin_email": "a@zeppelin.example",
        "site_url": None,
        "purchase_requested": False,
    }
    printed = three("trials", "list").out
    assert "Grace: " in printed
    assert "T-000002" in printed.splitlines()[1]
    assert max(len(line) for line in printed.splitlines()) <= 80


def test_the_list_is_narrowed_and_sorted(three: CommandLine) -> None:
    three.ok("requests", "add", "Zeppelin")
    assert ids(three.ok("trials", "list", "--phase", "grace")) == ["T-000002"]
    assert ids(three.ok("trials", "list", "--search", "ZEPP")) == ["T-000003"]
    assert ids(three.ok("trials", "list", "--requested")) == ["T-000003"]
    assert ids(three.ok("trials", "list", "--sort", "customer")) == ["T-000001", "T-000002", "T-000003"]
    assert ids(three.ok("trials", "list")) == ["T-000003", "T-000002", "T-000001"]
    assert three.ok("trials", "list", "--phase", "lost") == {"total": 0, "items": []}
    assert three("trials", "list", "--phase", "lost").out == "No trial fits.\n"


def test_the_list_is_cut_into_pieces_or_printed_whole(three: CommandLine) -> None:
    whole = three.ok("trials", "list")
    assert ids(three.ok("trials", "list", "--limit", "1", "--offset", "1")) == ["T-000001"]
    assert three.ok("trials", "list", "--limit", "0") == whole
    assert three.ok("trials", "list", "--limit", "600") == whole
    rest = three.ok("trials", "list", "--limit", "0", "--offset", "1")
    assert (rest["total"], ids(rest)) == (3, ["T-000001", "T-000003"])
    assert three.ok("trials", "list", "--offset", "9") == {"total": 3, "items": []}
    assert "1 to 2 of 3 trials, on 2026-11-22; go on with --offset 2." in three("trials", "list", "--limit", "2").out


def test_an_empty_database_has_no_trials(cli: CommandLine) -> None:
    assert cli("trials", "list").out == "There are no trials yet.\n"


def test_bad_fields_are_told_all_at_once_by_their_options(cli: CommandLine) -> None:
    answer = cli("trials", "new", "--customer=X", "--country=XX", "--days=45", "--service=messaging:0")
    assert answer.code == 2
    told = " ".join(answer.err.split())
    for words in (
        "--country 'XX' is not",
        "--admin-email is empty",
        "--start is empty",
        "--days '45' is not an allowed period",
        "--service has the quantity '0'",
    ):
        assert words in told
    assert cli.ok("trials", "list")["total"] == 0


def test_a_second_running_trial_is_refused_by_its_rule(acme: CommandLine) -> None:
    again = [*ACME, "--start=2026-11-20", "--site-url=acme2.webex.com"]
    answer = acme("trials", "new", *again)
    assert (answer.code, answer.out) == (1, "")
    assert "TRL-1" in answer.err
    error = acme("trials", "new", *again, "--json").json["error"]
    assert error["kind"] == "refused"
    assert [found["rule"] for found in error["findings"] if found["level"] == "block"] == ["TRL-1"]


def test_a_second_trial_from_the_same_day_is_refused_in_words(acme: CommandLine) -> None:
    answer = acme("trials", "new", *ACME, on="2027-09-01")
    assert answer.code == 2
    assert "--start 2026-10-01 is that of T-000001, an earlier trial of the customer;\ngive another day." in answer.err
    assert acme.ok("trials", "list")["total"] == 1


def test_a_trial_that_is_lost_from_the_start_is_recorded_with_a_warning(cli: CommandLine) -> None:
    for last, warns in (("2026-12-30", False), ("2026-12-31", True)):
        answer = cli("trials", "new", *ACME, "--dry-run", on=last)
        assert answer.code == 0
        assert ("was lost on Thu 31 Dec 2026" in answer.err) == warns
        assert ("Was --start 2026-10-01\nmeant?" in answer.err) == warns


def test_a_trial_is_extended_once_with_a_service(acme: CommandLine) -> None:
    extended = acme.ok("trials", "extend", "acme", "--add-service", "care:5")
    assert (extended["expires_on"], extended["extended_on"]) == ("2026-12-30", "2026-11-22")
    assert {"name": "care", "quantity": 5} in extended["services"]
    again = acme("trials", "extend", "acme")
    assert again.code == 1
    for words in ("EXT-1", "once is all there is", "Convert it by", "(Extend a Customer's Cisco Spark Trial)"):
        assert words in again.err


def test_services_are_added_to_a_running_trial(acme: CommandLine) -> None:
    added = acme.ok("trials", "add-service", "T-000001", "care:3", "room-systems")
    assert added["services"][2:] == [{"name": "care", "quantity": 3}, {"name": "room-systems", "quantity": 100}]
    assert acme("trials", "add-service", "T-000001", "care").code == 1
    unknown = acme("trials", "add-service", "T-000001", "fax")
    assert unknown.code == 2
    assert "unknown service 'fax'" in unknown.err
    assert acme("trials", "add-service", "T-000001").code == 2


def test_a_contact_is_recorded(acme: CommandLine) -> None:
    assert acme.ok("trials", "contact", "acme", "--note", "spoke to Jane")["contacted_on"] == "2026-11-22"
    shown = acme.ok("trials", "show", "acme")
    assert shown["contacts"] == [
        {"contacted_on": "2026-11-22", "operator": "ada@northwind.example", "note": "spoke to Jane"}
    ]
    assert "spoke to Jane (ada@northwind.example)" in acme("trials", "show", "acme").out
    assert acme("trials", "contact", "acme", "--note", "  ").code == 2


def test_a_trial_that_nobody_can_mean_is_not_guessed(three: CommandLine) -> None:
    three.ok(
        *("trials", "new", "--customer=Contoso East", "--country=DE", "--admin-email=b@contoso.example"),
        *("--start=2026-11-01", *THIRTY_OF_CARE),
    )
    assert three.ok("trials", "show", "contoso")["id"] == "T-000002"
    ambiguous = three("trials", "show", "cont", "--json")
    assert (ambiguous.code, ambiguous.json["error"]["kind"]) == (2, "ambiguous")
    assert "T-000004 (Contoso East)" in ambiguous.json["error"]["message"]
    missing = three("trials", "show", "T-9", "--json")
    assert (missing.code, missing.json["error"]["kind"]) == (2, "not_found")


def test_a_trial_reads_well_at_80_columns(three: CommandLine) -> None:
    printed = three("trials", "show", "contoso").out
    assert printed.startswith("T-000002  Contoso\nGrace: ")
    for heading in ("Facts", "What can be done", "Needs attention", "Milestones", "Can be saved until", "History"):
        assert f"\n{heading}\n" in printed
    assert max(len(line) for line in printed.splitlines()) <= 80


def test_a_trial_tells_its_notices_and_what_was_lost(acme: CommandLine) -> None:
    before = acme("trials", "show", "T-1").out
    assert "Notices\n  Reminder            due Mon 23 Nov 2026: to come\n" in before
    assert "nobody to mail: no user is on record" in before
    acme.ok("partner", "set", "--admin", "ben@northwind.example")
    acme.ok("tick", on="2026-11-23")
    shown = acme("trials", "show", "T-1", on="2026-11-23").out
    assert "    queued                  Jane@acme.example, ben@northwind.example\n" in shown
    assert "Recorded as lost" not in shown
    acme.ok("tick", on="2026-12-31")
    lost = acme("trials", "show", "T-1", on="2026-12-31").out
    assert "    missed                  Jane@acme.example, ben@northwind.example\n" in lost
    assert "Recorded as lost\n  On                  Thu 31 Dec 2026\n  Licences            messaging 10" in lost
    assert "gone with its admin roles; 0 users moved" in lost
    assert acme.ok("trials", "show", "T-1", on="2026-12-31")["loss"]["organisation_gone"] is True


def test_after_a_conversion_the_milestones_that_no_longer_come_say_so(cli: CommandLine) -> None:
    cli.ok("trials", "new", *ACME)
    order = ("--offer=A-SPK", "--plan=M3", "--deal-id=0042", "--admin-email=Jane@acme.example")
    cli.ok("convert", "order", "T-1", *order, "--webex-url=acme.webex.com")
    cli.ok("convert", "place", "T-1", "--order-number=8123")
    cli.ok("convert", "complete", "T-1", on="2026-12-02")
    shown = cli("trials", "show", "T-1", on="2026-12-03").out
    assert "  Expiry              Mon 30 Nov 2026 (past)\n" in shown
    assert "  Lost                Thu 31 Dec 2026 (no longer comes: converted)\n" in shown
    assert "  End of access       due Wed 30 Dec 2026: not owed: converted by that day\n" in shown


def test_a_trial_left_to_lapse_is_not_said_to_be_converted(acme: CommandLine) -> None:
    acme.ok("trials", "decide", "T-1", "--choice=lapse", "--owner=Ben", "--note=They moved on.", on="2026-12-01")
    shown = acme("trials", "show", "T-1", on="2026-12-02").out
    assert "left to lapse, seen to by Ben, decided by ada@northwind.example. They moved on." in " ".join(shown.split())
    assert "Convert by" not in shown
