"""Importing mail: a mailbox with known answers, counted once however often it comes; bad mail stops nothing."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest

from sparktui.errors import BadInput, ReadOnly
from sparktui.rules.shipment import NO_NUMBER
from sparktui.services.desk import Desk
from sparktui.services.import_mail import MailImportReport, import_mail
from sparktui.services.needs_attention import list_attention
from sparktui.services.shipments import list_shipments
from sparktui.services.trial_view import view_trial
from tests.portfolio import a_desk, a_trial
from tests.services.mail.made_mails import FEDEX, POSTAL, UPS, a_mail, raw

POISON = raw("x", 'Subject: Status Shipped\nContent-Type: multipart/mixed; boundary="x')


@pytest.fixture
def offices(desk: Desk) -> Desk:
    """A desk with Contoso, whose deal is 0042318, and Fabrikam on trial."""
    a_trial(desk, "Contoso", deal_id="0042318")
    a_trial(desk, "Fabrikam")
    return desk


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """An mbox file: three shipments in two mails, a request, what needs a person, and the mail of a day."""
    path = tmp_path / "mails" / "box.mbox"
    path.parent.mkdir()
    mails = (
        a_mail(f"Deal ID: 0042318\nTracking Information: {UPS}, {FEDEX}", Message_ID="<1@x>"),
        a_mail(f"Tracking Information: {POSTAL}", "Fwd: status shipped", To="jane.doe@fabrikam.example"),
        a_mail("Jane Doe of Contoso clicked Request Purchase.\nDeal ID: 0042318", "Request Purchase"),
        a_mail("On its way to Contoso.", Message_ID="<4@x>"),
        a_mail("Tracking Information: 1Z5R89390357567128", "Status Shipped to nobody", Message_ID="<5@x>"),
        a_mail("Shall we?", "Lunch"),
        a_mail(f"Deal ID: 0042318\nTracking Information: {UPS}, {FEDEX}", Message_ID="<1@x>", Received="by another"),
    )
    kept = mailbox.mbox(path)
    for mail in mails:
        kept.add(mail)
    kept.close()
    return path


def test_a_mailbox_is_recorded_and_the_rest_waits_with_a_reason(offices: Desk, box: Path) -> None:
    report = import_mail(offices, [box])
    assert (report.read, report.shipments, report.purchase_requests) == (7, 3, 1)
    assert (report.ignored, report.duplicates) == (1, 1)
    assert [(mail.message_id, mail.subject) for mail in report.needs_attention] == [
        ("<4@x>", "Status Shipped"),
        ("<5@x>", "Status Shipped to nobody"),
    ]
    assert all(mail.reason for mail in report.needs_attention)
    whose = {line.shipment.number: line.trial.customer.name for line in list_shipments(offices).lines}
    assert whose == {UPS: "Contoso", FEDEX: "Contoso", POSTAL: "Fabrikam"}
    assert view_trial(offices, 1).trial.purchase_requested_on is not None
    assert view_trial(offices, 2).trial.purchase_requested_on is None
    [item, _] = list_attention(offices).items
    assert item.kept.mail.source == f"{box}, mail 4"


def test_the_same_mails_again_and_in_other_forms_change_nothing(offices: Desk, box: Path, tmp_path: Path) -> None:
    import_mail(offices, [box])
    again = MailImportReport(read=7, ignored=1, duplicates=6)
    assert import_mail(offices, [box]) == again
    maildir = mailbox.Maildir(tmp_path / "maildir")
    for message in mailbox.mbox(box):
        maildir.add(message)
    assert import_mail(offices, [tmp_path / "maildir"]) == again
    assert import_mail(offices, [box.parent, box]) == again + again


def test_a_dry_run_says_what_would_be_and_changes_nothing(offices: Desk, box: Path) -> None:
    told = import_mail(offices, [box, box], dry_run=True)
    assert (told.read, told.shipments, told.ignored, told.duplicates) == (14, 3, 2, 7)
    assert list_shipments(offices).total == list_attention(offices).total == 0
    real = import_mail(offices, [box, box])
    assert real == told
    assert real.changes


def test_a_bad_mail_stops_nothing(offices: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(POISON)
    (tmp_path / "b.eml").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "c.eml").write_bytes(b"")
    (tmp_path / "d.eml").write_bytes(b"Subject: Status Shipped\n" * 3 + b"\0\xff\xfe")
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (at, at) for at in range(1_000))
    (tmp_path / "e.eml").write_bytes(b"Subject: Status Shipped\n" + nested)
    (tmp_path / "f.eml").write_bytes(b"Subject: Holidays\n" + nested)
    with (tmp_path / "g.eml").open("wb") as large:
        large.write(b"Subject: Status Shipped\n\n")
        large.truncate(50 * 1024 * 1024)
    (tmp_path / "z.eml").write_bytes(a_mail(f"Deal ID: 0042318\nTracking Information: {UPS}").as_bytes())
    report = import_mail(offices, [tmp_path])
    assert (report.read, report.shipments, report.ignored) == (8, 1, 1)
    reasons = {item.kept.mail.source.rpartition("/")[2]: item.kept.reason for item in list_attention(offices).items}
    assert reasons == {
        "a.eml": NO_NUMBER,
        "b.eml": "It has no subject, sender or date; it may be no mail.",
        "c.eml": "It is empty.",
        "d.eml": NO_NUMBER,
        "e.eml": "It is nested more than 30 levels deep.",
        "g.eml": "It is larger than 25 MB and was not read.",
    }


def test_a_long_mailbox_is_told_of_on_the_way(offices: Desk, tmp_path: Path) -> None:
    lunches = b"".join(
        b"From a@b.example Mon Nov 16 10:00:00 2026\n%s\n\n" % raw(f"{at}", "Subject: Lunch") for at in range(120)
    )
    (tmp_path / "box").write_bytes(lunches)
    steps: list[tuple[int, int | None]] = []
    report = import_mail(offices, [tmp_path / "box"], progress=lambda done, total: steps.append((done, total)))
    assert report == MailImportReport(read=120, ignored=120)
    assert steps == [(50, None), (100, None)]


def test_a_desk_that_may_not_change_anything_reads_nothing(offices: Desk, box: Path) -> None:
    looking = a_desk(offices.database.path, read_only=True)
    with pytest.raises(ReadOnly):
        import_mail(looking, [box])
    looking.database.close()
    with pytest.raises(BadInput, match="does not exist"):
        import_mail(offices, [box, box.parent / "missing"])
    assert list_shipments(offices).total == 0


def test_a_deal_that_the_mail_disowns_is_suggested_and_waits(offices: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(a_mail(f"Previous deal ID: 0042318\nTracking Information: {UPS}").as_bytes())
    assert import_mail(offices, [tmp_path]).shipments == 0
    [item] = list_attention(offices).items
    assert item.kept.reason.endswith("another shipment's: “Previous deal ID: 0042318”.")
    assert item.suggestion


def test_a_mail_whose_parts_name_different_deals_keeps_all_numbers_and_suggests_none(
    offices: Desk, tmp_path: Path
) -> None:
    mail = a_mail(f"Deal ID: 0042318\nTracking Information: {UPS}")
    mail.add_alternative(f"<p>Deal ID: 999</p><p>Tracking Information: {FEDEX}</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert import_mail(offices, [tmp_path]).shipments == 0
    [item] = list_attention(offices).items
    assert (item.kept.mail.numbers, item.suggestion) == ((UPS, FEDEX), None)


def test_a_table_of_two_customers_waits_with_the_numbers_of_both(offices: Desk, tmp_path: Path) -> None:
    rows = f"<tr><td>0042318<td>{UPS}</tr><tr><td>77<td>{FEDEX}</tr>"
    mail = a_mail("")
    mail.set_content(f"<table><tr><th>Deal ID<th>Tracking Information</tr>{rows}</table>", subtype="html")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert import_mail(offices, [tmp_path]).shipments == 0
    [item] = list_attention(offices).items
    assert (item.kept.mail.numbers, item.suggestion) == ((UPS, FEDEX), None)
