"""Purchase requests from the command line."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_a_request_waits_until_it_is_handled(acme: CommandLine) -> None:
    assert acme("requests", "list").out == "Nobody waits for an answer.\n"
    assert acme.ok("requests", "add", "acme", "--note=wants M3", "--on=2026-11-20")["purchase_requested"] is True
    waiting = acme.ok("requests", "list")
    assert waiting["total"] == 1
    assert waiting["items"][0].items() >= {"requested_on": "2026-11-20", "note": "wants M3"}.items()
    assert waiting["items"][0]["trial"]["id"] == "T-000001"
    assert acme("trials", "list").out.splitlines()[1].startswith("! T-000001")
    assert acme.ok("requests", "handle", "acme", "--outcome=ordered")["purchase_requested"] is False
    assert acme.ok("requests", "list") == {"total": 0, "items": []}
    assert acme("requests", "handle", "acme").code == 2
    assert acme.ok("trials", "show", "acme")["purchase_requests"][0]["outcome"] == "ordered"


def test_a_request_for_a_lost_trial_is_refused(acme: CommandLine) -> None:
    lost = acme("requests", "add", "acme", on="2027-01-01")
    assert lost.code == 1
    assert "END-6" in lost.err
    assert acme("requests", "add", "acme", "--on=2026-12-24").code == 2
