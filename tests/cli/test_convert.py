"""Taking a trial to a paid order from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ACME, CommandLine

RIGHT = (
    "--offer=A-SPK",
    "--plan=M3",
    "--deal-id=0042",
    "--admin-email=Jane@acme.example",
    "--webex-url=acme.webex.com",
)


def test_a_right_order_is_allowed_and_gives_its_sheet(acme: CommandLine) -> None:
    before = acme.data()
    checked = acme.ok("convert", "check", "acme", *RIGHT, "--addon=webex-training-center-200")
    assert (checked["allowed"], checked["ready"], checked["unacknowledged"]) == (True, True, [])
    assert [finding["rule"] for finding in checked["findings"]] == [f"CNV-{number}" for number in range(1, 17)]
    assert set(checked["findings"][0]) >= {"rule", "level", "message", "remedy", "source"}
    sheet = checked["order_sheet"]
    fields = sheet.pop("fields")
    assert sheet == {
        "offer": "A-SPK",
        "plan": "M3",
        "addons": ["webex-training-center-200"],
        "deal_id": "0042",
        "webex_url": "acme.webex.com",
        "management_portal_access": "Jane@acme.example",
        "customer": "Acme [EU] Ltd",
        "devices": [],
        "devices_choice": None,
        "steps": ["Sign in to Cisco Commerce with the partner's account.", "Choose Order, then Create Order."],
    }
    assert [entry["key"] for entry in fields] == [
        "deal_id",
        "offer",
        "plan",
        "addons",
        "webex_url",
        "management_portal_access",
    ]
    assert acme.data() == before


def test_a_blocked_order_answers_one_with_the_same_keys(acme: CommandLine) -> None:
    answer = acme("convert", "check", "acme", *RIGHT, "--admin-email=jane@acme.example", "--json")
    assert answer.code == 1
    assert answer.json["allowed"] is False
    assert set(answer.json) == set(acme.ok("convert", "check", "acme", *RIGHT))
    found = next(finding for finding in answer.json["findings"] if finding["rule"] == "CNV-6")
    assert found["level"] == "block"
    assert found["detail"][:2] == ["recorded  Jane@acme.example", "typed     jane@acme.example"]
    words = acme("convert", "check", "acme", *RIGHT, "--admin-email=jane@acme.example")
    assert (words.code, words.err) == (1, "")
    assert "        recorded  Jane@acme.example\n        typed     jane@acme.example\n" in words.out
    assert words.out.endswith("Blocked by CNV-6.\n")


def test_the_sheet_says_as_in_the_app_what_becomes_of_devices(cli: CommandLine) -> None:
    cli.ok("trials", "new", *ACME, "--device=DX80:2")
    options = (*RIGHT, "--device-contact=2026-11-20, J. Roe, case 6912", "--devices=return", "--ack=CNV-15")
    settled = "Settle the devices with Cisco: DX80:2, they go back."
    assert cli.ok("convert", "check", "acme", *options)["order_sheet"]["steps"][0] == settled
    assert f"\n  1.  {settled}\n  2.  Sign in" in cli("convert", "check", "acme", *options).out


def test_warnings_alone_do_not_fail_a_check(acme: CommandLine) -> None:
    checked = acme.ok("convert", "check", "acme", *RIGHT, "--deal-id=42")
    assert (checked["allowed"], checked["ready"], checked["unacknowledged"]) == (True, False, ["CNV-5"])
    assert "acknowledged: --ack CNV-5" in acme("convert", "check", "acme", *RIGHT, "--deal-id=42").out
    assert acme.ok("convert", "check", "acme", *RIGHT, "--deal-id=42", "--ack=cnv-5")["ready"] is True


def test_an_a_wx_order_names_no_plan(acme: CommandLine) -> None:
    order = (*RIGHT, "--offer=a-wx", "--webex-url=acme2.webex.com")
    checked = acme.ok("convert", "check", "acme", *order, "--ack=CNV-10")
    assert checked["order_sheet"]["plan"] is None
    assert checked["order_sheet"]["webex_url"] == "acme2.webex.com"
    assert checked["notes"] == ["An A-WX order names no plan; M3 is left out."]
    assert checked["ready"] is True
    assert acme("convert", "check", "acme", *order).err == "An A-WX order names no plan; M3 is left out.\n"


def test_a_plan_without_a_site_takes_no_url(acme: CommandLine) -> None:
    assert acme.ok("convert", "check", "acme", *RIGHT, "--plan=m2")["order_sheet"]["webex_url"] is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "No offer is given"),
        (["--offer=A-SP"], "'A-SP' is not one of A-SPK, A-WX"),
        (["--offer=A-SPK", "--plan=M9"], "Choose one of M1, M2, M3, C1, C2, C3"),
        (["--offer=A-SPK", "--addon=fax"], "Choose one of spark-room-device"),
        (["--offer=A-SPK", "--ack=CNV-99"], "There is no rule 'CNV-99'"),
    ],
)
def test_what_there_is_not_is_bad_usage(acme: CommandLine, options: list[str], words: str) -> None:
    answer = acme("convert", "check", "acme", *options)
    assert (answer.code, answer.out) == (2, "")
    assert words in " ".join(answer.err.split())


def test_options_lie_over_the_saved_draft(acme: CommandLine) -> None:
    drafted = acme.ok("convert", "draft", "acme", "--offer=A-SPK", "--deal-id=7", "--webex-url=acme.webex.com")
    assert (drafted["written"], drafted["allowed"], drafted["conversion"]["state"]) == (True, False, "draft")
    order = acme.ok("convert", "draft", "acme", "--plan=M3", "--deal-id=")["conversion"]["order"]
    assert (order["offer"], order["plan"], order["deal_id"], order["webex_url"]) == (
        "A-SPK",
        "M3",
        "",
        "acme.webex.com",
    )
    checked = acme("convert", "check", "acme", "--deal-id=0042", "--admin-email=Jane@acme.example")
    assert checked.code == 0
    assert checked.err == "Laid over the draft order that is saved for T-000001.\n"
    assert acme.ok("convert", "draft", "acme", "--offer=")["conversion"]["order"]["offer"] is None
    assert acme("convert", "check", "acme").code == 2


def test_an_order_goes_its_whole_way(acme: CommandLine) -> None:
    assert acme.ok("convert", "order", "acme", *RIGHT)["conversion"]["state"] == "ready"
    placed = acme.ok("convert", "place", "acme", "--order-number=81234567")
    assert placed["conversion"]["order_number"] == "81234567"
    assert placed["conversion"]["placed_on"] == "2026-11-22"
    assert acme("trials", "extend", "acme").code == 1
    converted = acme.ok("convert", "complete", "acme", "--on=2026-11-23", on="2026-11-24")
    assert (converted["phase"], converted["converted_on"]) == ("converted", "2026-11-23")
    assert converted["customer"]["paid_services"] == ["messaging", "meetings"]
    commands = [entry["command"] for entry in acme.ok("trials", "show", "acme")["history"]]
    assert commands == ["convert.complete", "convert.place", "convert.order", "trials.new"]


def test_a_blocked_or_unread_order_does_not_become_ready(acme: CommandLine) -> None:
    before = acme.data()
    blocked = acme("convert", "order", "acme", *RIGHT, "--webex-url=", "--json")
    assert blocked.code == 1
    assert blocked.json["error"]["kind"] == "refused"
    assert [found["rule"] for found in blocked.json["error"]["findings"] if found["level"] == "block"] == ["CNV-7"]
    unread = acme("convert", "order", "acme", *RIGHT, "--deal-id=42")
    assert unread.code == 1
    for words in ("acknowledged: CNV-5.\n", "! CNV-5", "acknowledge each by its name"):
        assert words in unread.err
    assert acme.data() == before
    accepted = acme.ok("convert", "order", "acme", *RIGHT, "--deal-id=42", "--ack=CNV-5")
    assert accepted["conversion"]["order"]["acknowledged"][0]["rule"] == "CNV-5"
    assert acme.ok("trials", "show", "acme")["history"][0]["acknowledged"] == ["CNV-5"]


def test_steps_come_in_their_order(acme: CommandLine) -> None:
    assert acme("convert", "place", "acme", "--order-number=8").code == 1
    acme.ok("convert", "draft", "acme", *RIGHT)
    too_early = acme("convert", "complete", "acme", "--json")
    assert (too_early.code, too_early.json["error"]["kind"]) == (1, "conflict")
    acme.ok("convert", "order", "acme")
    assert acme("convert", "place", "acme", "--order-number=%%").code == 2
    acme.ok("convert", "place", "acme", "--order-number=8")
    assert "is placed already, as 8." in acme("convert", "place", "acme", "--order-number=9").err
    assert acme("convert", "complete", "acme", "--on=2026-11-31").code == 2
    assert acme("convert", "complete", "acme", "--on=2026-12-01").code == 2
    cancelled = acme.ok("convert", "cancel", "acme", "--reason=typed wrongly")
    assert (cancelled["conversion"]["state"], cancelled["conversion"]["cancel_reason"]) == (
        "cancelled",
        "typed wrongly",
    )
    assert acme("convert", "cancel", "acme", "--reason=again").code == 1


def test_a_tier_two_partner_gets_the_text_for_the_distributor(cli: CommandLine) -> None:
    cli.ok("partner", "set", "--tier=2", "--distributor=orders@distributor.example")
    cli.ok("trials", "new", *ACME)
    answer = cli("convert", "check", "acme", *RIGHT)
    assert answer.code == 1
    assert "orders@distributor.example" in answer.out
    assert "        Deal ID: 0042\n" in answer.out
    assert "Order sheet" not in answer.out
