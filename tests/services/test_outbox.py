"""The outbox: what is queued is asked once more whether it is true, leaves once, and never without being told to."""

from __future__ import annotations

import email
import email.policy
import mailbox
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from sparktui.clock import Clock
from sparktui.domain.notice import NoticeState
from sparktui.errors import BadInput, Conflict, NotFound, OutsideFailure
from sparktui.services import conversion, edit_trial, outbox
from sparktui.services.delivery import Outcome, Result
from sparktui.services.delivery.maildir import Maildir
from sparktui.services.desk import Desk
from sparktui.services.mail_text import MailTexts
from sparktui.services.partner import set_partner
from sparktui.services.sending import Post, send
from sparktui.store import audit
from tests.portfolio import ADA, BEN, D, a_trial_expiring, on, place_order, with_operator
from tests.services.owed_work import TEXTS, mails_in, notices, send_all, standing, states, tick_on, with_partner_admins

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StoppedClock(Clock):
    """A clock that stands at one instant."""

    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant


@dataclass(slots=True)
class Postman:
    """A way out that answers as it was told to, and keeps what it was handed."""

    answer: Callable[[EmailMessage], Outcome]
    taken: list[EmailMessage] = field(default_factory=list)
    place: str = "the postman"

    def deliver(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        assert recipient == message["To"].addresses[0].addr_spec
        self.taken.append(message)
        return self.answer(message)

    def close(self) -> None:
        pass


def answering(result: Result, said: str = "said so", *, stops: bool = False) -> Postman:
    """Return a postman who gives one answer to everything."""
    return Postman(lambda message: Outcome(result, said, stops=stops))


@pytest.fixture
def queue(desk: Desk) -> Desk:
    """The desk on 24 November, with the reminders of Contoso's trial queued: to Jane, Ada and Ben."""
    desk = with_partner_admins(desk)
    a_trial_expiring(on(desk, "2026-10-01"), "Contoso", "2026-11-30", services="messaging:5; calling:5")
    tick_on(desk, "2026-11-24")
    return replace(desk, clock=StoppedClock(D("2026-11-24")))


def at(desk: Desk, day: str, instant: datetime = NOON) -> Desk:
    """Return ``desk`` on ``day``, at an instant."""
    return replace(desk, clock=StoppedClock(D(day), instant))


def test_mails_lie_in_the_folder_and_the_outbox_knows_when(queue: Desk, tmp_path: Path) -> None:
    sent = send_all(queue, Maildir(tmp_path / "mail"))
    assert (sent.counts[NoticeState.SENT], sent.stopped) == (3, "")
    assert [(found.state, found.sent_at) for found in notices(queue)] == [("sent", NOON)] * 3
    messages = {message["To"]: message for message in mailbox.Maildir(tmp_path / "mail", create=False)}
    assert messages.keys() == {"jane.doe@contoso.example", ADA, BEN}
    mail = email.message_from_bytes(mails_in(tmp_path / "mail")[0].read_bytes(), policy=email.policy.default)
    assert mail["From"] == f"Northwind Networks <{ADA}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOON
    assert "30 Nov 2026" in mail["Subject"]
    assert "Contoso" in mail.get_content()
    assert not send_all(queue, Maildir(tmp_path / "mail")).counts[NoticeState.SENT]


def test_the_audit_says_who_sent_what_to_whom(queue: Desk, tmp_path: Path) -> None:
    send_all(with_operator(queue, BEN), Maildir(tmp_path))
    with queue.database.reading() as connection:
        entries = [entry for entry in audit.every(connection) if entry.command == "outbox.send"]
    assert {entry.operator for entry in entries} == {BEN}
    assert [(entry.trial_id, entry.before["state"], entry.after["state"]) for entry in entries] == [
        (1, "queued", "sent")
    ] * 3
    assert {entry.after["recipient"] for entry in entries} == {"jane.doe@contoso.example", ADA, BEN}


def test_a_dry_run_sends_nothing(queue: Desk, tmp_path: Path) -> None:
    sent = send(queue, Post(TEXTS, Maildir(tmp_path / "mail"), ADA), dry_run=True)
    assert sent.counts[NoticeState.SENT] == 3
    assert states(queue) == {"queued": 3}
    assert not (tmp_path / "mail").exists()


def test_only_as_many_as_asked_for_are_tried_the_earliest_first(queue: Desk) -> None:
    a_trial_expiring(on(queue, "2026-10-01"), "Fabrikam", "2026-11-29")
    tick_on(queue, "2026-11-24")
    postman = answering(Result.DELIVERED)
    send(queue, Post(TEXTS, postman, ADA), limit=4)
    days = [re.findall(r"\d+ Nov", message["Subject"]) for message in postman.taken]
    assert days == [["29 Nov"]] * 3 + [["30 Nov"]]
    assert states(queue) == {"sent": 4, "queued": 2}


@pytest.mark.parametrize(("day", "state"), [("2026-11-29", "sent"), ("2026-11-30", "missed")])
def test_a_reminder_leaves_until_the_day_before_the_expiry(queue: Desk, day: str, state: str) -> None:
    postman = answering(Result.DELIVERED)
    send_all(at(queue, day), postman)
    assert states(queue) == {state: 3}
    assert len(postman.taken) == (3 if state == "sent" else 0)


def test_what_is_not_due_yet_waits(queue: Desk) -> None:
    send_all(at(queue, "2026-11-22"), answering(Result.DELIVERED))
    assert states(queue) == {"queued": 3}


def test_nothing_untrue_leaves_even_when_no_command_has_taken_it_back(queue: Desk) -> None:
    """The deadline moves between the queue and the sending in every way in which it can."""
    a_trial_expiring(on(queue, "2026-10-01"), "Fabrikam", "2026-11-29")
    tick_on(queue, "2026-11-24")
    with queue.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE trials SET expires_on = '2026-12-30', extended_on = '2026-11-23', version = 9 WHERE id = 1"
        )
        connection.exec_driver_sql("UPDATE trials SET converted_on = '2026-11-24' WHERE id = 2")
    postman = answering(Result.DELIVERED)
    send_all(queue, postman)
    assert postman.taken == []
    assert states(queue) == {"void": 6}


def test_a_partner_administrator_who_has_left_gets_no_mail(queue: Desk) -> None:
    set_partner(queue, administrators=(BEN,))
    send_all(queue, answering(Result.DELIVERED))
    assert {recipient: state for _, recipient, _, state in standing(queue)} == {
        "jane.doe@contoso.example": "sent",
        ADA: "void",
        BEN: "sent",
    }


def test_sent_notices_stay_in_the_history_when_the_trial_is_extended(queue: Desk) -> None:
    trial = outbox.show_notice(queue, notices(queue)[0], TEXTS).trial
    send(queue, Post(TEXTS, answering(Result.DELIVERED), ADA), limit=1)
    edit_trial.edit_trial(queue, trial, extend=True)
    assert states(queue) == {"sent": 1, "void": 2}
    tick_on(queue, "2026-12-23")
    assert states(queue) == {"sent": 1, "void": 2, "queued": 3}


def test_what_may_have_left_stays_unknown_when_the_trial_converts(queue: Desk) -> None:
    send(queue, Post(TEXTS, answering(Result.UNKNOWN), ADA), limit=1)
    trial = outbox.show_notice(queue, notices(queue)[0], TEXTS).trial
    place_order(queue, trial)
    conversion.complete(queue, trial)
    assert states(queue) == {"unknown": 1, "void": 2}
    assert outbox.resolve(queue, notices(queue)[0], NoticeState.QUEUED).state is NoticeState.VOID


def test_a_mail_put_off_is_tried_again_after_growing_pauses(queue: Desk) -> None:
    busy = answering(Result.LATER, "451 busy, come back")
    now = NOON
    pauses = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 720)]
    for pause in pauses:
        assert send(at(queue, "2026-11-24", now), Post(TEXTS, busy, ADA), limit=1).put_off == 1
        found = notices(queue)[0]
        assert (found.state, found.said) == (NoticeState.QUEUED, "451 busy, come back")
        assert found.next_attempt_at == now + pause
        now = now + pause
    assert found.attempts == len(pauses)
    postman = answering(Result.DELIVERED)
    early = at(queue, "2026-11-24", now - timedelta(seconds=1))
    send_all(early, postman)
    assert states(queue) == {"queued": 1, "sent": 2}
    send_all(at(queue, "2026-11-24", now), postman)
    assert states(queue) == {"sent": 3}


def test_whoever_cannot_wait_tries_at_once(queue: Desk) -> None:
    send_all(queue, answering(Result.LATER))
    send_all(queue, answering(Result.DELIVERED))
    assert states(queue) == {"queued": 3}
    send_all(queue, answering(Result.DELIVERED), at_once=True)
    assert states(queue) == {"sent": 3}


def test_a_mail_refused_for_good_has_failed_in_the_words_of_the_server(queue: Desk) -> None:
    send_all(queue, answering(Result.REFUSED, "550 no such user"))
    assert {(found.state, found.said) for found in notices(queue)} == {(NoticeState.FAILED, "550 no such user")}
    mended = outbox.resolve(queue, notices(queue)[0], NoticeState.QUEUED)
    assert (mended.state, mended.said, mended.text) == (NoticeState.QUEUED, "", "")


def test_a_run_that_dies_after_handing_over_leaves_the_mail_unknown_and_sends_nothing_twice(queue: Desk) -> None:
    def die(message: EmailMessage) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_all(queue, Postman(die))
    assert states(queue) == {"unknown": 1, "queued": 2}
    postman = answering(Result.DELIVERED)
    send_all(queue, postman)
    assert len(postman.taken) == 2
    unknown = next(found for found in notices(queue) if found.state is NoticeState.UNKNOWN)
    assert unknown.said == "Handed over; the answer was never recorded."
    assert unknown.text.startswith("Your Cisco Spark trial ends on")


def test_what_is_on_its_way_is_resolved_only_when_no_answer_can_come_any_more(queue: Desk) -> None:
    def look(message: EmailMessage) -> Outcome:
        found = next(found for found in notices(queue) if found.recipient == message["To"].addresses[0].addr_spec)
        with pytest.raises(Conflict, match=f"{found.reference} is being sent right now"):
            outbox.resolve(queue, found, NoticeState.QUEUED)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_all(queue, Postman(look))
    unknown = next(found for found in notices(queue) if found.state is NoticeState.UNKNOWN)
    early = at(queue, "2026-11-24", NOON + outbox.ANSWER_WITHIN - timedelta(seconds=1))
    with pytest.raises(Conflict, match="being sent"):
        outbox.resolve(early, unknown, NoticeState.QUEUED)
    late = at(queue, "2026-11-24", NOON + outbox.ANSWER_WITHIN)
    assert outbox.resolve(late, unknown, NoticeState.QUEUED).state is NoticeState.QUEUED


@pytest.mark.parametrize("becomes", [NoticeState.SENT, NoticeState.QUEUED])
def test_a_mail_resolved_while_it_was_on_its_way_is_told_and_the_others_leave(
    queue: Desk, becomes: NoticeState
) -> None:
    late = at(queue, "2026-11-24", NOON + outbox.ANSWER_WITHIN)

    def overtake(message: EmailMessage) -> Outcome:
        first = notices(queue)[0]
        if first.state is NoticeState.UNKNOWN:
            outbox.resolve(late, first, becomes)
        return Outcome(Result.DELIVERED, "250 taken")

    sent = send_all(queue, Postman(overtake))
    assert sent.overtaken == [
        "Somebody resolved N-000001 while it was being sent. The answer was: 250 taken. Look at it again."
    ]
    assert (sent.counts[NoticeState.SENT], sent.stopped) == (2, "")
    assert [found.state for found in notices(queue)] == [becomes, NoticeState.SENT, NoticeState.SENT]


def test_an_answer_that_comes_too_late_is_not_taken_for_that_of_a_second_attempt(queue: Desk) -> None:
    late = at(queue, "2026-11-24", NOON + outbox.ANSWER_WITHIN)

    def overtake(message: EmailMessage) -> Outcome:
        outbox.resolve(late, notices(queue)[0], NoticeState.QUEUED)
        with pytest.raises(KeyboardInterrupt):
            send_all(late, Postman(die))
        return Outcome(Result.REFUSED, "550 no such user")

    def die(message: EmailMessage) -> Outcome:
        raise KeyboardInterrupt

    sent = send(queue, Post(TEXTS, Postman(overtake), ADA), limit=1)
    assert [sentence[:26] for sentence in sent.overtaken] == ["Somebody resolved N-000001"]
    assert notices(queue)[0].state is NoticeState.UNKNOWN


def test_a_password_that_is_gone_on_the_way_keeps_the_report(queue: Desk) -> None:
    def answer(message: EmailMessage) -> Outcome:
        if message["To"].addresses[0].addr_spec == notices(queue)[0].recipient:
            return Outcome(Result.DELIVERED, "250")
        raise BadInput("The file of the password cannot be read.")

    sent = send_all(queue, Postman(answer))
    assert (sent.counts[NoticeState.SENT], sent.stopped) == (1, "The file of the password cannot be read.")
    assert states(queue) == {"sent": 1, "queued": 2}


def test_a_way_out_that_is_not_there_leaves_everything_queued(queue: Desk) -> None:
    def absent(message: EmailMessage) -> Outcome:
        raise OutsideFailure("The server is not there.")

    with pytest.raises(OutsideFailure, match="not there"):
        send_all(queue, Postman(absent))
    assert [(found.state, found.attempts) for found in notices(queue)] == [(NoticeState.QUEUED, 0)] * 3


def test_a_way_out_that_breaks_down_keeps_what_was_sent_and_says_why_it_stopped(queue: Desk) -> None:
    answers = iter([Outcome(Result.DELIVERED, "250"), Outcome(Result.UNREACHABLE, "line broke", stops=True)])
    sent = send_all(queue, Postman(lambda message: next(answers)))
    assert (sent.counts[NoticeState.SENT], sent.stopped) == (1, "line broke")
    assert states(queue) == {"sent": 1, "queued": 2}


def test_two_who_send_at_the_same_time_send_each_mail_once(queue: Desk) -> None:
    second = answering(Result.DELIVERED)

    def meanwhile(message: EmailMessage) -> Outcome:
        send_all(queue, second)
        return Outcome(Result.DELIVERED, "250")

    first = Postman(meanwhile)
    send_all(queue, first)
    assert (len(first.taken), len(second.taken)) == (1, 2)
    assert states(queue) == {"sent": 3}


def test_a_person_says_what_became_of_an_unknown_mail(queue: Desk) -> None:
    send_all(queue, answering(Result.UNKNOWN, "line broke"))
    left, waits, _ = notices(queue)
    resolved = outbox.resolve(queue, left, NoticeState.SENT)
    assert (resolved.state, resolved.sent_at, resolved.said) == (NoticeState.SENT, NOON, f"{ADA} said so.")
    assert outbox.resolve(queue, waits, NoticeState.QUEUED).state is NoticeState.QUEUED
    with pytest.raises(Conflict, match="meanwhile"):
        outbox.resolve(queue, left, NoticeState.QUEUED)
    with pytest.raises(BadInput, match=r"N-000001 is sent; it cannot be made queued\."):
        outbox.resolve(queue, resolved, NoticeState.QUEUED)
    postman = answering(Result.DELIVERED)
    send_all(queue, postman)
    assert [message["To"] for message in postman.taken] == [waits.recipient]


def test_a_mail_of_which_nobody_knew_goes_out_again_under_the_same_message_id(queue: Desk) -> None:
    lost, found = answering(Result.UNKNOWN), answering(Result.DELIVERED)
    send_all(queue, lost)
    for notice in notices(queue):
        outbox.resolve(queue, notice, NoticeState.QUEUED)
    with queue.database.writing() as connection:
        connection.exec_driver_sql("UPDATE customers SET admin_email = upper(admin_email)")
    send_all(at(queue, "2026-11-26", NOON + timedelta(days=2)), found)
    first, again = ([message["Message-ID"] for message in postman.taken] for postman in (lost, found))
    assert first == again
    assert len(set(first)) == 3
    assert lost.taken[0]["Date"] != found.taken[0]["Date"]


def test_the_same_mail_put_into_the_folder_twice_lies_there_once_read_or_not(queue: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    send_all(queue, Maildir(folder))
    for mail in mails_in(folder)[:2]:
        mail.rename(folder / "cur" / f"{mail.name}:2,S")
    with queue.database.writing() as connection:
        connection.exec_driver_sql("UPDATE notices SET state = 'unknown'")
    for notice in notices(queue):
        outbox.resolve(queue, notice, NoticeState.QUEUED)
    assert send_all(queue, Maildir(folder)).counts[NoticeState.SENT] == 3
    assert len(mails_in(folder)) == 1


def test_a_folder_that_cannot_be_written_leaves_everything_queued(queue: Desk, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(OutsideFailure, match="cannot take mail"):
        send_all(queue, Maildir(tmp_path / "mail"))
    assert states(queue) == {"queued": 3}


def test_a_mail_that_was_sent_is_shown_in_the_words_in_which_it_left(queue: Desk) -> None:
    notice = notices(queue)[0]
    planned = outbox.show_notice(queue, notice, TEXTS)
    send(queue, Post(TEXTS, answering(Result.DELIVERED), ADA), limit=1)
    with queue.database.writing() as connection:
        connection.exec_driver_sql("UPDATE customers SET name = 'Renamed'")
    shown = outbox.show_notice(queue, outbox.find_notice(queue, "n-1"), TEXTS)
    assert (shown.subject, shown.body) == (planned.subject, planned.body)
    assert "Renamed" in outbox.show_notice(queue, notices(queue)[1], TEXTS).body


def test_a_notice_is_found_by_its_id_only(queue: Desk) -> None:
    assert outbox.find_notice(queue, "N-000002").id == outbox.find_notice(queue, " 2 ").id == 2
    for text in ("N-9", "T-1", "", "two", "N-٢"):
        with pytest.raises(NotFound):
            outbox.find_notice(queue, text)


def test_the_list_is_narrowed_by_state_and_trial_and_cut_into_pages(queue: Desk) -> None:
    fabrikam = a_trial_expiring(on(queue, "2026-10-01"), "Fabrikam", "2026-11-25")
    tick_on(queue, "2026-11-24")
    send(queue, Post(TEXTS, answering(Result.DELIVERED), ADA), limit=2)
    total, found = outbox.list_notices(queue, [NoticeState.QUEUED], limit=2, offset=1)
    assert (total, [(item.customer, item.recipient) for item in found]) == (
        4,
        [("Contoso", "jane.doe@contoso.example"), ("Contoso", ADA)],
    )
    assert outbox.list_notices(queue, [NoticeState.SENT, NoticeState.FAILED], trial=fabrikam)[0] == 2
    assert outbox.count_states(queue)[NoticeState.VOID] == 0


def test_without_any_address_nobody_sends(queue: Desk) -> None:
    set_partner(queue, administrators=())
    nobody = with_operator(queue, "ada")
    with pytest.raises(BadInput, match="mail_sender"):
        send(nobody, Post(TEXTS, answering(Result.DELIVERED)))


def test_a_text_that_cannot_be_written_stops_everything_before_the_first_mail(queue: Desk, tmp_path: Path) -> None:
    (tmp_path / "expiry.partner_admin.txt").write_text("Subject: {{ custmer }}\n\nx\n")
    postman = answering(Result.DELIVERED)
    with pytest.raises(BadInput, match=r"expiry\.partner_admin\.txt, line 1"):
        send(queue, Post(MailTexts(tmp_path), postman, ADA))
    assert (postman.taken, states(queue)) == ([], {"queued": 3})


@pytest.mark.parametrize(
    ("address", "shown"),
    [("jörg@contoso.example", "jörg@contoso.example"), ("jane@bücher.example", "jane@xn--bcher-kva.example")],
)
def test_addresses_beyond_ascii_are_written_as_mail_programs_read_them(
    queue: Desk, tmp_path: Path, address: str, shown: str
) -> None:
    set_partner(queue, administrators=(address,))
    tick_on(queue, "2026-11-25")
    send_all(at(queue, "2026-11-25"), Maildir(tmp_path))
    mails = [
        email.message_from_string(path.read_text("utf-8"), policy=email.policy.default) for path in mails_in(tmp_path)
    ]
    assert shown in {mail["To"].addresses[0].addr_spec for mail in mails}


def test_outside_text_shapes_no_header(queue: Desk, tmp_path: Path) -> None:
    with queue.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE customers SET name = ?", ("Evil\r\nBcc: all@x.example\r\n\r\n株式会社サンプル {{ 7*7 }} [EU]",)
        )
        connection.exec_driver_sql("UPDATE partner SET name = ?", ("North\nX-Evil: 1\n<root@x.example>",))
        connection.exec_driver_sql(
            "UPDATE notices SET recipient = ? WHERE id = 1", ("jane@x.example\r\nBcc: all@x.example",)
        )
    sent = send_all(queue.with_partner_of_record(), Maildir(tmp_path))
    assert (sent.counts[NoticeState.SENT], sent.counts[NoticeState.FAILED]) == (2, 1)
    for path in mails_in(tmp_path):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert {"bcc", "x-evil"}.isdisjoint(name.lower() for name in mail)
        assert "株式会社サンプル {{ 7*7 }} [EU]" in mail["Subject"]
        assert [address.addr_spec for address in mail["From"].addresses] == [ADA]
