"""A mail that was read: when two are the same, and what of it a database can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.mail import LONGEST_TEXT, MailKind, ReadMail, parse_reference

MAIL = ReadMail(
    message_id="<4711@mail.example>",
    digest="a" * 64,
    source="inbox.mbox, message 3",
    subject="Status Shipped",
    sender="orders@mail.example",
    sent_at=None,
    kind=MailKind.SHIPMENT,
    numbers=("1Z5R89390357567127",),
)


@pytest.mark.parametrize(
    "copy",
    [
        MAIL,
        replace(MAIL, digest="b" * 64, source="another.eml", reason="kept elsewhere"),
        replace(MAIL, message_id=" <4711@mail.example> "),
        replace(MAIL, text="another excerpt", sender="Orders <orders@mail.example>"),
    ],
)
def test_a_message_fetched_another_way_is_the_same(copy: ReadMail) -> None:
    assert copy.identity == MAIL.identity


@pytest.mark.parametrize(
    "other",
    [
        replace(MAIL, message_id="<4712@mail.example>"),
        replace(MAIL, numbers=("1Z5R89390357567128",)),
        replace(MAIL, subject="Another: Status Shipped"),
        replace(MAIL, kind=MailKind.PURCHASE_REQUEST),
        replace(MAIL, message_id=""),
    ],
)
def test_another_message_is_another_one_even_where_a_sender_repeats_its_ids(other: ReadMail) -> None:
    assert other.identity != MAIL.identity


def test_a_message_without_an_id_is_told_by_its_content() -> None:
    nameless = replace(MAIL, message_id="  ")
    assert replace(nameless, subject="Changed on the way").identity == nameless.identity
    assert replace(nameless, digest="b" * 64).identity != nameless.identity


def test_a_line_break_in_a_field_does_not_make_two_messages_one() -> None:
    assert replace(MAIL, subject="a\nb", numbers=()).identity != replace(MAIL, subject="a", numbers=("b",)).identity


TEXTS = st.text(st.characters(), max_size=50)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_any_mail_can_be_told_apart_and_stored(message_id: str, text: str, found: list[str]) -> None:
    mail = replace(MAIL, message_id=message_id, subject=text, text=text, numbers=tuple(found), addresses=tuple(found))
    assert len(mail.identity) == 64
    kept = mail.storable()
    for held in (kept.message_id, kept.subject, kept.text, *kept.numbers, *kept.addresses):
        assert "\0" not in held
        assert held.encode("utf-8").decode() == held


def test_what_is_kept_is_bounded() -> None:
    huge = replace(
        MAIL, subject="s" * 1_000_000, text="t" * 1_000_000, numbers=("1",) * 10_000, addresses=("a" * 10_000,)
    ).storable()
    assert (len(huge.subject), len(huge.text), len(huge.numbers), len(huge.addresses[0])) == (
        1_000,
        LONGEST_TEXT,
        501,
        1_000,
    )


@pytest.mark.parametrize(("text", "mail_id"), [("M-000123", 123), ("m7", 7), ("7", 7), ("T-7", None), ("", None)])
def test_a_recorded_mail_is_named_by_its_number(text: str, mail_id: int | None) -> None:
    assert parse_reference(text) == mail_id
