"""``trials decide`` and the trials that wait for it."""

from __future__ import annotations

from tests.cli.conftest import CommandLine

DECIDE = "2026-11-23"  # seven days before the end of the trial that `acme` has


def test_a_trial_waits_from_its_reminder_until_it_is_decided(acme: CommandLine) -> None:
    assert acme.ok("trials", "list", "--undecided")["total"] == 0
    waiting = acme.ok("trials", "list", "--undecided", on=DECIDE)
    assert [item["id"] for item in waiting["items"]] == ["T-000001"]
    assert "To be decided" in acme("trials", "show", "T-1", on=DECIDE).out
    assert acme.ok("trials", "show", "T-1", on=DECIDE)["decision"] is None

    assert "? T-000001" in acme("trials", "list", on=DECIDE).out

    written = acme.ok("trials", "decide", "T-1", "--choice", "convert", "--note", "Plan M3.", on=DECIDE)
    assert "? T-000001" not in acme("trials", "list", on=DECIDE).out
    assert (written["written"], written["id"]) == (True, "T-000001")
    assert acme.ok("trials", "list", "--undecided", on=DECIDE) == {"total": 0, "items": []}
    assert "No trial fits." in acme("trials", "list", "--undecided", on=DECIDE).out
    assert acme.ok("trials", "show", "T-1", on=DECIDE)["decision"] == {
        "deadline": "2026-11-30",
        "choice": "convert",
        "owner": "ada@northwind.example",
        "note": "Plan M3.",
        "decided_on": DECIDE,
        "operator": "ada@northwind.example",
    }
    shown = " ".join(acme("trials", "show", "T-1", on=DECIDE).out.split())
    ada = "ada@northwind.example"
    assert f"to be converted, seen to by {ada}, decided by {ada}. Plan M3." in shown
    assert "To be decided" not in shown


def test_somebody_else_can_see_to_it(acme: CommandLine) -> None:
    answer = acme("trials", "decide", "acme [eu] ltd", "--choice=lapse", "--owner=Ben \x1b[31mRoe", on=DECIDE)
    assert answer.code == 0
    assert answer.out.startswith("T-000001 (Acme [EU] Ltd): left to lapse, seen to by Ben")
    assert "\x1b" not in answer.out


def test_a_dry_run_decides_nothing(acme: CommandLine) -> None:
    before = acme.data()
    answer = acme("trials", "decide", "T-1", "--choice=extend", "--dry-run", on=DECIDE)
    assert answer.code == 0
    assert "to be extended" in answer.out
    assert "nothing was written" in answer.out
    assert acme.data() == before


def test_what_cannot_be_decided_is_said_with_its_exit_code(acme: CommandLine) -> None:
    before = acme.data()
    assert acme("trials", "decide", "T-1", on=DECIDE).code == 2
    assert acme("trials", "decide", "T-1", "--choice=sell", on=DECIDE).code == 2
    nobody = acme("trials", "decide", "T-1", "--choice=lapse", "--owner=", on=DECIDE)
    assert nobody.code == 2
    assert "The decision has no owner." in nobody.err
    in_grace = acme("trials", "decide", "T-1", "--choice=extend", on="2026-12-01")
    assert in_grace.code == 1
    lost = acme("trials", "decide", "T-1", "--choice=lapse", "--json", on="2026-12-31")
    assert lost.code == 1
    assert [finding["rule"] for finding in lost.json["error"]["findings"]] == ["CNV-2"]
    assert acme.data() == before
