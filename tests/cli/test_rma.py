"""``rma``: devices on their way back, on the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ACME, CommandLine


@pytest.fixture
def contoso(cli: CommandLine) -> CommandLine:
    """Give the command line with a trial in Germany that has two DX80 and an SX10."""
    devices = ("--device=DX80:2", "--device=SX10")
    cli.ok(
        "trials",
        "new",
        "--customer=Contoso",
        "--country=DE",
        "--admin-email=jane@contoso.example",
        *ACME[3:6],
        *devices,
    )
    return cli


def test_returns_are_opened_with_a_word_on_who_keeps_devices(contoso: CommandLine) -> None:
    opened = contoso.ok("rma", "open", "contoso")
    assert [(item["id"], item["model"], item["quantity"], item["step"]) for item in opened["items"]] == [
        ("R-000001", "DX80", 1, "opened"),
        ("R-000002", "DX80", 1, "opened"),
        ("R-000003", "SX10", 1, "opened"),
    ]
    assert [(finding["rule"], finding["level"]) for finding in opened["findings"]] == [("CNV-15", "warn")]
    assert contoso.ok("rma", "list")["items"] == opened["items"]
    assert contoso.ok("trials", "show", "contoso")["returns"] == opened["items"]
    assert contoso("trials", "show", "contoso").out.count("1 x DX80") == 2
    again = contoso("rma", "open", "contoso")
    assert (again.code, "take back all devices" in again.err) == (1, True)


def test_a_return_goes_its_way_step_by_step(contoso: CommandLine) -> None:
    contoso.ok("rma", "open", "contoso", "--device=DX80", "--on=2026-11-10")
    assert contoso.ok("rma", "advance", "r1", "--note=in its box", "--on=2026-11-12")["step"] == "packed"
    assert contoso.ok("rma", "advance", "R-1", "--to", "Labelled")["step"] == "labelled"
    assert contoso("rma", "advance", "R-1").code == 2  # a pickup needs its carrier
    booked = contoso.ok("rma", "advance", "R-1", "--carrier=ups", "--booking=2929602E9CP")
    assert (booked["carrier_name"], booked["booking"], booked["next_step"]) == ("UPS", "2929602E9CP", "picked_up")
    assert booked["possible"] == ["picked_up", "cancelled"]
    assert booked["url"] == "https://wwwapps.ups.com/pickup/schedule?loc=de_DE"
    told = contoso("rma", "show", "R-1").out
    for said in ("Pickup booked, last moved today.", "UPS, booking 2929602E9CP", "in its box", "picked up comes next"):
        assert said in told
    for step in ("picked_up", "received", "processed"):
        assert contoso.ok("rma", "advance", "R-1")["step"] == step
    assert contoso.ok("rma", "list", "--open") == {"total": 0, "items": []}
    assert contoso("rma", "list", "--open").out == "There is no return to show.\n"


def test_a_lost_label_comes_with_the_text_that_asks_for_a_new_one(contoso: CommandLine) -> None:
    contoso.ok("rma", "open", "contoso", "--device=SX10")
    told = contoso("rma", "advance", "R-1", "--to=waiting-for-label").out
    assert "Send this to partner help" in told
    assert "R-000001: 1 × SX10" in told
    assert contoso.ok("rma", "advance", "R-1")["label_request"] == []
    waiting = contoso.ok("rma", "advance", "R-1", "--to=waiting_for_label")
    assert "R-000001: 1 × SX10" in waiting["label_request"]
    shown = contoso.ok("rma", "show", "R-1")
    assert [(finding["rule"], finding["level"]) for finding in shown["findings"]] == [
        ("RMA-1", "info"),
        ("RMA-2", "warn"),
        ("RMA-3", "info"),
    ]


def test_a_step_too_far_is_refused_by_the_rules(contoso: CommandLine) -> None:
    contoso.ok("rma", "open", "contoso")
    refused = contoso("rma", "advance", "R-1", "--to=processed", "--json")
    assert refused.code == 1
    error = refused.json["error"]
    assert error["kind"] == "refused"
    assert {found["rule"] for found in error["findings"] if found["level"] == "block"} == {"RMA-1", "RMA-3"}
    told = contoso("rma", "advance", "R-1", "--to=processed").err
    for said in (
        "RMA-1",
        "the return label on the box",
        "RMA-3",
        "Possible now: waiting for label, packed, cancelled.",
    ):
        assert said in " ".join(told.split())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("open", "contoso", "--device=MX300"), 2, "does not have MX300:1"),
        (("open", "contoso", "--device=DX80:3"), 2, "does not have DX80:3"),
        (("open", "contoso", "--device=DX80:2"), 1, "take back DX80 already"),
        (("open", "nobody"), 2, "There is no trial"),
        (("advance", "R-9"), 2, "There is no return 'R-9'"),
        (("advance", "R-1", "--to=cancelled"), 2, "cancelled"),
        (("advance", "R-1", "--to=opened"), 2, "opened"),
        (("advance", "R-1", "--on=2026-11-23"), 2, "lies in the future"),
        (("advance", "R-1", "--booking=1"), 2, "“Packed” has no carrier"),
        (("cancel", "R-1", "--reason= "), 2, "The reason is empty"),
        (("cancel", "R-1"), 2, "--reason"),
        (("show", "contoso"), 2, "There is no return 'contoso'"),
    ],
)
def test_what_cannot_be_done_says_why(contoso: CommandLine, arguments: tuple[str, ...], code: int, said: str) -> None:
    contoso.ok("rma", "open", "contoso", "--device=DX80:1")
    before = contoso.data()
    answer = contoso("rma", *arguments)
    assert answer.code == code
    assert said in " ".join(answer.err.split())
    assert contoso.data() == before


def test_a_trial_that_has_not_begun_returns_what_was_delivered_and_nothing_else(contoso: CommandLine) -> None:
    number = "1Z5R89390357567128"
    later = ("--start=2027-01-04", "--days=30", "--service=messaging", "--device=DX80:2")
    contoso.ok("trials", "new", "--customer=Fabrikam", "--country=DE", "--admin-email=bo@fabrikam.example", *later)
    contoso.ok("shipments", "add", "fabrikam", number)
    refused = contoso("rma", "open", "fabrikam")
    assert (refused.code, "nothing of it was delivered" in " ".join(refused.err.split())) == (1, True)
    contoso.ok("shipments", "update", number, "--state=delivered")
    assert len(contoso.ok("rma", "open", "fabrikam")["items"]) == 2


def test_a_return_is_cancelled_with_a_reason(contoso: CommandLine) -> None:
    contoso.ok("rma", "open", "contoso")
    cancelled = contoso.ok("rma", "cancel", "R-2", "--reason=They bought it.", "--on=2026-11-22")
    assert (cancelled["step"], cancelled["next_step"], cancelled["possible"]) == ("cancelled", None, [])
    assert [item["id"] for item in contoso.ok("rma", "list")["items"]] == ["R-000001", "R-000003", "R-000002"]


def test_an_overdue_return_is_marked(contoso: CommandLine) -> None:
    contoso.ok("rma", "open", "contoso")
    assert contoso.ok("rma", "list", on="2026-11-30")["items"][0]["overdue"] is False  # the trial's last day
    assert contoso.ok("rma", "list", on="2026-12-01")["items"][0]["overdue"] is True
    assert contoso("rma", "list", on="2026-12-01").out.splitlines()[1].startswith("! R-000001")
    assert "nothing has moved for 9 days" in contoso("rma", "show", "R-1", on="2026-12-01").out


def test_conversion_abroad_opens_returns(contoso: CommandLine) -> None:
    order = ("--offer=A-SPK", "--plan=M3", "--deal-id=7", "--admin-email=jane@contoso.example", "--devices=return")
    asked = "--device-contact=2026-11-20, J. Roe, case 6912"
    acknowledged = [f"--ack={rule}" for rule in ("CNV-15",)]
    contoso.ok("convert", "order", "contoso", *order, asked, *acknowledged)
    contoso.ok("convert", "place", "contoso", "--order-number=8123")
    assert contoso.ok("rma", "list")["total"] == 0
    contoso.ok("convert", "complete", "contoso")
    assert [item["model"] for item in contoso.ok("rma", "list")["items"]] == ["DX80", "DX80", "SX10"]
