"""``shipments``: recorded, followed and corrected on the command line, and mail that waits answered there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ACME, CommandLine
from tests.cli.test_promises import COLOUR, HOSTILE
from tests.services.mailbox import SEVERAL, UPS, a_mail, a_wish


def test_a_shipment_is_recorded_and_shown(acme: CommandLine) -> None:
    added = acme.ok("shipments", "add", "acme", "1z 5r8 939 03 5756 7127", "--device=DX80:2", "--note=In two boxes")
    expected = {
        "written": True,
        "id": "S-000001",
        "trial": "T-000001",
        "customer": "Acme [EU] Ltd",
        "number": UPS,
        "carrier": "ups",
        "carrier_name": "UPS",
        "certainty": "proven",
        "candidates": ["ups"],
        "state": "announced",
        "devices": [{"model": "DX80", "quantity": 2}],
        "news_on": "2026-11-22",
        "age_days": 0,
    }
    assert added.items() >= expected.items()
    assert added["url"].endswith(UPS)
    assert acme.ok("shipments", "show", UPS) == {key: value for key, value in added.items() if key != "written"}
    assert acme.ok("shipments", "list") == {
        "total": 1,
        "needs_attention": 0,
        "needs_attention_found": 0,
        "items": [acme.ok("shipments", "show", "S-1")],
    }
    assert acme.ok("trials", "show", "acme")["shipments"] == [acme.ok("shipments", "show", "S-1")]
    told = acme("shipments", "show", "S-1").out
    for said in ("S-000001  " + UPS, "UPS, by the number's check digit", "DX80:2", "In two boxes", "Acme [EU] Ltd"):
        assert said in told


def test_what_was_heard_is_told_with_its_day(acme: CommandLine) -> None:
    acme.ok("shipments", "add", "acme", SEVERAL, "--state=shipped", "--on=2026-11-10")
    listed = acme("shipments", "list").out.splitlines()
    assert listed[1].startswith("! S-000001  shipped")
    assert "to be chosen" in listed[1]
    assert listed[1].rstrip().endswith("12 d")
    shown = acme.ok("shipments", "show", SEVERAL)
    assert shown["url"] is None
    assert set(shown["unproven_urls"]) == {"dhl", "old_dominion"}
    assert f"proNumbers={SEVERAL}" in acme("shipments", "show", SEVERAL).out
    assert [warning["kind"] for warning in shown["warnings"]] == ["no_news", "carrier_open"]
    assert shown["carrier"] is shown["carrier_name"] is shown["url"] is None
    updated = acme.ok(
        "shipments", "update", SEVERAL, "--state=out for-delivery", "--carrier=DHL", "--note=Porto", "--on=2026-11-21"
    )
    assert (updated["state"], updated["carrier"], updated["certainty"]) == ("out_for_delivery", "dhl", "chosen")
    assert updated["news"][-1] == {
        "on": "2026-11-21",
        "state": "out_for_delivery",
        "note": "Porto",
        "operator": "ada@northwind.example",
        "source": "",
    }
    assert [warning["kind"] for warning in updated["warnings"]] == []
    assert "Out for delivery, last news 1 day ago." in acme("shipments", "show", SEVERAL).out
    assert acme("trials", "list", "--search", "7804 5768393").out.splitlines()[1].startswith("● T-000001")


def test_a_shipment_is_listed_by_state_and_text_and_page_by_page(acme: CommandLine) -> None:
    for number in ("A111", "B222", "C333"):
        acme.ok("shipments", "add", "acme", number)
    acme.ok("shipments", "update", "B222", "--state", "DELIVERED")
    assert [item["number"] for item in acme.ok("shipments", "list")["items"]] == ["A111", "C333", "B222"]
    assert [item["number"] for item in acme.ok("shipments", "list", "--state=delivered")["items"]] == ["B222"]
    assert [item["number"] for item in acme.ok("shipments", "list", "--search=acme", "--limit=1")["items"]] == ["A111"]
    assert "1 to 2 of 3 shipments; go on with --offset 2." in acme("shipments", "list", "--limit=2").out
    assert acme("shipments", "list", "--search=nobody").out == "There is no shipment to show.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "acme", "no/number"), 2, "is no tracking number"),
        (("add", "acme", "tomorrow", "--carrier=ups"), 2, "a digit among them"),
        (("add", "acme", UPS, "--carrier=nobody"), 2, "There is no carrier 'nobody'"),
        (("add", "acme", UPS, "--device=DX80:0"), 2, "--device has the quantity '0'"),
        (("add", "acme", UPS, "--on=2026-11-23"), 2, "lies in the future"),
        (("add", "nobody", UPS), 2, "There is no trial"),
        (("add", "acme", UPS, "--state=gone"), 2, "gone"),
        (("add", "acme", "A111"), 1, "is the shipment S-000001 of T-000001 already"),
        (("update", "A111"), 2, "Nothing was given to change"),
        (("update", "Z999", "--note=x"), 2, "There is no shipment 'Z999'"),
        (("show", "S-9"), 2, "There is no shipment 'S-9'"),
        (("answer", "M-1"), 2, "One answer is needed"),
        (("answer", "M-1", "--accept", "--reject"), 2, "One answer is needed"),
        (("answer", "M-1", "--reject"), 2, "There is no recorded mail"),
        (("mail", "acme"), 2, "There is no mail 'acme'"),
    ],
)
def test_what_cannot_be_done_says_why(acme: CommandLine, arguments: tuple[str, ...], code: int, said: str) -> None:
    acme.ok("shipments", "add", "acme", "A111")
    before = acme.data()
    answer = acme("shipments", *arguments)
    assert answer.code == code
    assert said in " ".join(answer.err.split())
    assert acme("shipments", *arguments, "--json").json["error"]["message"]
    assert acme.data() == before


def test_a_shipment_of_the_wrong_trial_is_corrected(acme: CommandLine) -> None:
    acme.ok("trials", "new", "--customer=Zeppelin", "--country=US", "--admin-email=a@z.example", *ACME[3:6])
    acme.ok("shipments", "add", "acme", UPS)
    assert acme.ok("shipments", "update", UPS, "--trial=zeppelin")["trial"] == "T-000002"
    assert acme.ok("trials", "show", "acme")["shipments"] == []


def test_a_dry_run_gives_no_id(acme: CommandLine) -> None:
    assert acme.ok("shipments", "add", "acme", UPS, "--dry-run").items() >= {"written": False, "id": None}.items()


def test_waiting_mail_is_listed_read_and_answered(acme: CommandLine) -> None:
    first = acme.waiting(a_mail(text="Sent to acme [eu] ltd.\nThank you."))
    second = acme.waiting(a_mail(numbers=()))
    third = acme.waiting(a_wish())
    listed = acme.ok("shipments", "mails")
    assert [item["id"] for item in listed["items"]] == [first, second, third]
    assert (
        listed["items"][0].items()
        >= {
            "suggestion": "T-000001",
            "clues": ["name Acme [EU] Ltd: T-000001"],
            "numbers": [UPS],
            "kind": "shipment",
            "state": "waiting",
        }.items()
    )
    assert "3 mails wait for somebody" in acme("shipments", "list").out
    found = acme.ok("shipments", "list", "--search", "0357567127")
    assert (found["total"], found["needs_attention"], found["needs_attention_found"]) == (0, 3, 1)
    assert "1 waiting mail has this number" in acme("shipments", "list", "--search", "0357567127").out
    assert [item["id"] for item in acme.ok("shipments", "mails", "--search", "0357567127")["items"]] == [first]
    told = " ".join(acme("shipments", "mails").out.split())
    for said in ("Order 4711: Status Shipped", "no tracking number was found", "T-000001 (Acme [EU] Ltd)", "3 of 3"):
        assert said in told
    assert "Sent to acme [eu] ltd.\nThank you." in acme("shipments", "mail", first).out
    accepted = acme.ok("shipments", "answer", first, "--accept")
    assert accepted == {"written": True, "mail": first, "state": "accepted", "shipments": [UPS], "settled": 0}
    assert acme("shipments", "answer", second, "--accept").code == 2
    assigned = acme("shipments", "answer", second, "--trial=acme", "--number=1Z-NEW")
    assert assigned.out == f"{second}: assigned.\n  New shipments   1ZNEW\n"
    assert acme.ok("shipments", "answer", third, "--reject", "--reason=a test")["state"] == "rejected"
    again = acme("shipments", "answer", third, "--reject")
    assert (again.code, "has been rejected by ada@northwind.example" in again.err) == (1, True)
    assert acme.ok("shipments", "mails") == {"total": 0, "items": []}
    assert acme("shipments", "mails").out == "There is no waiting mail to show.\n"


def test_shipments_are_exported(acme: CommandLine, tmp_path: Path) -> None:
    acme.ok("shipments", "add", "acme", UPS, "--device=DX80", "--note==1+1")
    acme.ok("shipments", "add", "acme", SEVERAL)
    listed = tmp_path / "shipments.json"
    assert acme.ok("export", "shipments", "--output", str(listed)) == {"file": str(listed), "rows": 2}
    first, second = json.loads(listed.read_text(encoding="utf-8"))
    assert (first["shipment"], first["number"], first["carrier_name"], first["devices"]) == (
        "S-000001",
        UPS,
        "UPS",
        "DX80:1",
    )
    assert (second["carrier"], second["certainty"], "choose one" in second["warnings"]) == ("", "open", True)
    table = tmp_path / "shipments.csv"
    acme.ok("export", "shipments", "--output", str(table))
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("shipment,trial,customer,country,number,carrier")
    assert "'=1+1" in lines[1]


def test_hostile_texts_do_nothing_to_the_terminal(acme: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)  # as in a terminal
    facts = ("--country=DE", "--admin-email=a@evil.example", *ACME[3:6])
    acme.ok("trials", "new", f"--customer={HOSTILE}", *facts, f"--device={HOSTILE}")
    acme.ok("shipments", "add", "T-2", UPS, f"--note={HOSTILE}", f"--device={HOSTILE}")
    waiting = acme.waiting(
        a_mail(subject=HOSTILE, sender=HOSTILE, source=HOSTILE, text=HOSTILE, numbers=(HOSTILE,), deal_ids=(HOSTILE,))
    )
    acme.ok("rma", "open", "T-2", f"--note={HOSTILE}")
    acme.ok("rma", "advance", "R-1", "--to=waiting_for_label")
    commands = (
        ["shipments", "list"],
        ["shipments", "show", UPS],
        ["shipments", "show", HOSTILE],
        ["shipments", "list", "--search", HOSTILE],
        ["shipments", "list", "--state", HOSTILE],
        ["shipments", "add", "acme", HOSTILE],
        ["shipments", "add", "acme", SEVERAL, "--carrier", HOSTILE],
        ["shipments", "mails"],
        ["shipments", "mail", waiting],
        ["shipments", "answer", waiting, "--trial", "T-2"],
        ["shipments", "answer", waiting, "--trial", "T-2", "--number", HOSTILE],
        ["rma", "list"],
        ["rma", "show", "R-1"],
        ["rma", "show", HOSTILE],
        ["rma", "open", "T-2", "--device", HOSTILE],
        ["rma", "cancel", "R-1", "--reason", HOSTILE, "--dry-run"],
        ["trials", "show", "T-2"],
        ["rules", "explain", "RMA-2", "--trial", "T-2"],
        ["shipments", "list", "--json"],
        ["shipments", "mails", "--json"],
        ["rma", "show", "R-1", "--json"],
    )
    for command in commands:
        answer = acme(*command)
        assert answer.code in (0, 1, 2), command
        for char in "\x1b\x07\u202e\u009b\u2028":
            assert char not in COLOUR.sub("", answer.out + answer.err), command
