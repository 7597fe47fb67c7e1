"""The words of mails: what each says, and that a text which cannot be written is found before it is needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sparktui import reference_data
from sparktui.domain.notice import Audience, NoticeKind, terms
from sparktui.domain.partner import Partner
from sparktui.errors import BadInput
from sparktui.mail_settings import MailSettings
from sparktui.services.mail_text import Mail, MailTexts, texts_of
from tests.rules.usual import USUAL

POLICY = reference_data.policy()
PAGE = "https://buy.northwind.example/contoso"


def written(texts: MailTexts, kind: NoticeKind, audience: Audience, name: str = "Contoso") -> Mail:
    """Return the mail about the usual trial of a customer called ``name``, which expires on Friday 18 August 2017."""
    trial = replace(USUAL.trial, customer=replace(USUAL.trial.customer, name=name))
    return texts.write(kind, audience, trial, Partner("Northwind Networks"), POLICY)


def own(folder: Path, text: str, name: str = "expiry.partner_admin.txt") -> MailTexts:
    """Return texts of which one is ``text``."""
    (folder / name).write_text(text, encoding="utf-8")
    return MailTexts(folder)


def test_the_shipped_texts_can_all_be_written() -> None:
    MailTexts().check(POLICY)
    shipped = {path.name for path in (reference_data.data_folder() / "mail").iterdir()}
    assert shipped == {f"{term.kind}.{audience}.txt" for term in terms(POLICY) for audience in term.audiences}


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.EXPIRY])
def test_both_mails_to_the_customer_lead_to_the_purchase(kind: NoticeKind) -> None:
    mail = written(MailTexts(purchase_page=PAGE), kind, Audience.CUSTOMER_ADMIN)
    assert "Fri 18 Aug 2017" in mail.subject
    assert PAGE in mail.body.splitlines()
    without = written(MailTexts(), kind, Audience.CUSTOMER_ADMIN)
    assert "http" not in without.body
    assert "subscription page of your Control Hub" in without.body


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.EXPIRY])
def test_the_partner_reads_whose_trial_it_is_and_until_when_it_can_be_converted(kind: NoticeKind) -> None:
    mail = written(MailTexts(), kind, Audience.PARTNER_ADMIN)
    assert mail.subject.startswith("Contoso: trial T-000001")
    assert {"Trial: T-000001", "Administrator: jane.doe@contoso.example", "WebEx site: contoso.webex.com"} <= set(
        mail.body.splitlines()
    )
    assert "Sun 17 Sep 2017" in mail.body


def test_users_read_which_services_are_closed_to_them() -> None:
    mail = written(MailTexts(), NoticeKind.END_OF_ACCESS, Audience.USER)
    assert "no longer have access" in mail.body
    assert "messaging, meetings, calling" in mail.body.splitlines()


def test_a_text_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    texts = own(tmp_path, "Subject: Über {{ customer }}\r\n\r\nBis {{ grace_ends_on }}\r\n")
    texts.check(POLICY)
    assert written(texts, NoticeKind.EXPIRY, Audience.PARTNER_ADMIN) == Mail("Über Contoso", "Bis Sun 17 Sep 2017\n")
    assert written(texts, NoticeKind.REMINDER, Audience.PARTNER_ADMIN).subject.startswith("Contoso: trial")
    assert texts_of(MailSettings(templates=tmp_path)) == texts


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Subject: x\n\n{{ customer }}\n{{ nmae }}\n", 4, "there is no 'nmae' to write"),
        ("Subject: {{ nmae }}\n\nx\n", 1, "there is no 'nmae' to write"),
        ("Subject: x\n\n{% if site_url %}\n{{ nmae }}{% endif %}\n", 4, "there is no 'nmae' to write"),
        ("Subject: x\n\n\n{{ customer.nmae }}\n", 4, "no attribute 'nmae'"),
        ("Subject: x\n\n{{ customer\n", 3, "end of print statement"),
        ("Subject: x\n\n{{ customer|shout }}\n", 3, "No filter named 'shout'"),
        ("Subject: x\n\n{{ 1 / 0 }}\n", 3, "division by zero"),
        ("Subject: x\n\n{{ ''.__class__.__mro__ }}\n", 3, "unsafe"),
        ("Subject: x\n\n{% include '/etc/passwd' %}\n", 3, "no loader"),
        ("Subject: x\n\n{{ cycler }}\n", 3, "there is no 'cycler' to write"),
        ("Subject: {{ site_url }}\n\nx\n", 1, "the subject is empty"),
        ("Subject: x\nx\n", 1, "begins with `Subject: ` and a blank line"),
        ("Hello\n", 1, "begins with `Subject: ` and a blank line"),
        ("", 1, "begins with `Subject: ` and a blank line"),
    ],
)
def test_a_text_that_cannot_be_written_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        own(tmp_path, text).check(POLICY)
    assert str(wrong.value).startswith(f"{tmp_path}/expiry.partner_admin.txt, line {line}: ")
    assert reason in str(wrong.value)


def test_a_text_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "expiry.partner_admin.txt").write_bytes(b"Subject: \xff\n\nx\n")
    with pytest.raises(BadInput, match=r"expiry\.partner_admin\.txt is not UTF-8"):
        MailTexts(tmp_path).check(POLICY)
    (tmp_path / "reminder.customer_admin.txt").mkdir()
    with pytest.raises(BadInput, match=r"reminder\.customer_admin\.txt cannot be read"):
        MailTexts(tmp_path).check(POLICY)


def test_a_name_is_text_whatever_it_says() -> None:
    mail = written(
        MailTexts(), NoticeKind.REMINDER, Audience.PARTNER_ADMIN, name="{{ 7 * 7 }}\r\nBcc: x@x.example\x1b[31m [EU]"
    )
    assert mail.subject.startswith("{{ 7 * 7 }} Bcc: x@x.example�[31m [EU]: trial T-000001")
    assert "\x1b" not in mail.body
    long = written(MailTexts(), NoticeKind.REMINDER, Audience.PARTNER_ADMIN, name="x" * 5_000)
    assert len(long.subject) <= 201
