"""Sending through a real mail server on the loopback, in all the ways in which a server can answer or not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from sparktui.domain.notice import NoticeState
from sparktui.errors import BadInput, OutsideFailure
from sparktui.mail_settings import MailSettings, Security, SmtpServer
from sparktui.services import delivery
from sparktui.services.delivery.maildir import Maildir
from sparktui.services.delivery.smtp import Smtp
from sparktui.services.desk import Desk
from sparktui.services.mail_text import MailTexts
from sparktui.services.partner import set_partner
from sparktui.services.sending import Post, send
from tests.portfolio import ADA, BEN, a_trial_expiring, on
from tests.services.mail_server import DROP, Behaviour, Certificates, certificates, mail_server, only_ada
from tests.services.owed_work import notices, send_all, states, tick_on, with_partner_admins

JANE = "jane.doe@contoso.example"
EVERYBODY = [JANE, ADA, BEN]


@pytest.fixture
def queue(desk: Desk) -> Desk:
    """The desk on 24 November, with the reminders of Contoso's trial queued: to Jane, Ada and Ben."""
    desk = with_partner_admins(desk)
    a_trial_expiring(on(desk, "2026-10-01"), "Contoso", "2026-11-30")
    tick_on(desk, "2026-11-24")
    return on(desk, "2026-11-24")


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A certificate for the loopback."""
    return certificates(tmp_path_factory.mktemp("certificates"))


def test_mails_arrive_whole_on_one_line(queue: Desk) -> None:
    behaviour = Behaviour()
    with mail_server(behaviour) as server:
        sent = send_all(queue, Smtp(server))
    assert (sent.counts[NoticeState.SENT], sent.stopped) == (3, "")
    assert [message["To"] for message in behaviour.taken] == EVERYBODY
    assert all(found.said == "250 OK" for found in notices(queue))
    message = behaviour.taken[0]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"] == "Your Cisco Spark trial ends on Mon 30 Nov 2026"


def test_lines_that_begin_with_a_dot_and_letters_of_every_script_arrive_unharmed(queue: Desk, tmp_path: Path) -> None:
    (tmp_path / "reminder.customer_admin.txt").write_text("Subject: ÄÖ 株式会社\n\n.\n..two\nfrom ä to 社\n.\nend\n")
    behaviour = Behaviour()
    with mail_server(behaviour) as server:
        send(queue, Post(MailTexts(tmp_path), Smtp(server), ADA))
    message = behaviour.taken[0]
    assert message["Subject"] == "ÄÖ 株式会社"
    assert message.get_payload(decode=True) == ".\r\n..two\r\nfrom ä to 社\r\n.\r\nend\r\n".encode()


def test_a_busy_server_is_asked_again_later(queue: Desk) -> None:
    behaviour = Behaviour({"content": ["451 busy", "250 taken"]})
    with mail_server(behaviour) as server:
        sent = send_all(queue, Smtp(server))
        assert (sent.put_off, sent.counts[NoticeState.SENT]) == (1, 2)
        assert states(queue) == {"queued": 1, "sent": 2}
        send_all(queue, Smtp(server))
        assert states(queue) == {"queued": 1, "sent": 2}
        send_all(queue, Smtp(server), at_once=True)
    assert states(queue) == {"sent": 3}
    assert [message["To"] for message in behaviour.taken] == [ADA, BEN, JANE]


@pytest.mark.parametrize("step", ["recipient", "content"])
def test_a_refusal_for_good_fails_that_mail_and_no_other(queue: Desk, step: str) -> None:
    behaviour = Behaviour({step: ["550 5.1.1 nobody of that name", "250 OK"]})
    with mail_server(behaviour) as server:
        send_all(queue, Smtp(server))
    assert [(found.state, found.said[:35]) for found in notices(queue)] == [
        ("failed", "550 5.1.1 nobody of that name"),
        ("sent", "250 OK"),
        ("sent", "250 OK"),
    ]


@pytest.mark.parametrize("step", ["sender", "recipient"])
def test_a_put_off_before_the_content_counts_as_such(queue: Desk, step: str) -> None:
    with mail_server(Behaviour({step: ["450 greylisted", "250 OK"]})) as server:
        sent = send_all(queue, Smtp(server))
    assert (sent.put_off, sent.counts[NoticeState.SENT]) == (1, 2)


def test_a_server_that_refuses_the_sender_is_not_asked_for_every_mail(queue: Desk) -> None:
    with mail_server(Behaviour({"sender": ["553 not from you"]})) as server:
        sent = send_all(queue, Smtp(server))
    assert (sent.counts[NoticeState.FAILED], sent.stopped) == (1, "553 not from you")
    assert states(queue) == {"failed": 1, "queued": 2}


def test_a_line_dropped_after_the_content_leaves_the_mail_unknown(queue: Desk) -> None:
    behaviour = Behaviour({"content": [DROP, "250 taken"]})
    with mail_server(behaviour) as server:
        sent = send_all(queue, Smtp(server))
    assert (sent.counts[NoticeState.UNKNOWN], sent.counts[NoticeState.SENT]) == (1, 2)
    assert [message["To"] for message in behaviour.seen] == EVERYBODY
    unknown = notices(queue)[0]
    assert unknown.state is NoticeState.UNKNOWN
    assert unknown.said.startswith("The line broke while the mail was handed over")
    with mail_server(behaviour) as server:
        assert send_all(queue, Smtp(server)).counts[NoticeState.SENT] == 0
    assert len(behaviour.seen) == 3


@pytest.mark.parametrize("step", ["sender", "recipient"])
def test_a_line_dropped_before_the_content_leaves_the_mail_queued(queue: Desk, step: str) -> None:
    behaviour = Behaviour({step: [DROP, "250 OK"]})
    with mail_server(behaviour) as server:
        sent = send_all(queue, Smtp(server))
        assert "onnection" in sent.stopped
        assert states(queue) == {"queued": 3}
        assert notices(queue)[0].attempts == 0
        send_all(queue, Smtp(server))
    assert [message["To"] for message in behaviour.taken] == EVERYBODY


def test_a_server_that_closes_an_open_line_between_mails_is_called_again(queue: Desk) -> None:
    behaviour = Behaviour({"sender": ["250 OK", DROP, "250 OK", "421 enough for this line", "250 OK"]})
    with mail_server(behaviour) as server:
        sent = send_all(queue, Smtp(server))
    assert (sent.counts[NoticeState.SENT], sent.stopped) == (3, "")
    assert [message["To"] for message in behaviour.taken] == EVERYBODY


def test_a_server_that_is_not_there_leaves_everything_queued(queue: Desk) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        nobody = SmtpServer("127.0.0.1", held.getsockname()[1], Security.PLAIN)
        with pytest.raises(OutsideFailure, match=r"port \d+, cannot be used: Connection refused") as failure:
            send_all(queue, Smtp(nobody))
    assert "Try again later" in failure.value.remedy
    assert states(queue) == {"queued": 3}


@pytest.mark.parametrize(
    ("greeting", "told", "remedy"),
    [
        (b"421 too busy", "421 too busy", "Try again later"),
        (b"554 not from there", "554 not from there", "Check the settings"),
        (b"hello there", "an answer that no mail server gives", "Check the settings"),
    ],
)
def test_a_server_that_does_not_greet_is_told_with_what_helps(
    queue: Desk, greeting: bytes, told: str, remedy: str
) -> None:
    with _server_that_greets(greeting) as server, pytest.raises(OutsideFailure) as failure:
        send_all(queue, Smtp(server))
    assert told in str(failure.value)
    assert remedy in failure.value.remedy
    assert states(queue) == {"queued": 3}


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(queue: Desk) -> None:
    with _silent_server() as server, pytest.raises(OutsideFailure, match="no answer in time"):
        send_all(queue, Smtp(server))
    assert states(queue) == {"queued": 3}


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_protected_lines_with_a_user(queue: Desk, trusted: Certificates, security: Security, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("open sesame\n")
    options = {"authenticator": only_ada, "auth_required": True}
    tls = {"ssl_context" if security is Security.TLS else "tls_context": trusted.context}
    behaviour = Behaviour()
    with mail_server(behaviour, **options, **tls, auth_require_tls=security is Security.STARTTLS) as plain:
        server = replace(plain, security=security, user="ada", ca_file=trusted.authority)
        with pytest.raises(OutsideFailure, match="535"):
            send_all(queue, Smtp(replace(server, password="shut", password_file=secret)))
        with pytest.raises(BadInput, match="cannot be read"):
            send_all(queue, Smtp(replace(server, password_file=tmp_path / "absent")))
        assert states(queue) == {"queued": 3}
        send_all(queue, Smtp(replace(server, password_file=secret)))
    assert [message["To"] for message in behaviour.taken] == EVERYBODY


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_nothing_leaves_over_a_line_that_cannot_be_trusted(
    queue: Desk, trusted: Certificates, security: Security
) -> None:
    tls = {"ssl_context" if security is Security.TLS else "tls_context": trusted.context}
    behaviour = Behaviour()
    with mail_server(behaviour, **tls) as plain, pytest.raises(OutsideFailure, match="certificate"):
        send_all(queue, Smtp(replace(plain, security=security)))
    assert (behaviour.seen, states(queue)) == ([], {"queued": 3})


def test_nothing_leaves_in_the_clear_where_starttls_is_asked_for_and_not_offered(queue: Desk) -> None:
    behaviour = Behaviour()
    with mail_server(behaviour) as plain, pytest.raises(OutsideFailure, match="STARTTLS"):
        send_all(queue, Smtp(replace(plain, security=Security.STARTTLS)))
    assert (behaviour.seen, states(queue)) == ([], {"queued": 3})


@pytest.mark.parametrize(("understands", "state"), [(True, "sent"), (False, "failed")])
def test_an_address_beyond_ascii_needs_a_server_that_takes_it(queue: Desk, understands: bool, state: str) -> None:
    set_partner(queue, administrators=("jörg@northwind.example",))
    tick_on(queue, "2026-11-24")
    behaviour = Behaviour()
    with mail_server(behaviour, enable_SMTPUTF8=understands) as server:
        send_all(queue.with_partner_of_record(), Smtp(server))
    found = {notice.recipient: notice.state for notice in notices(queue)}
    assert (found["jörg@northwind.example"], found[JANE]) == (state, "sent")


def test_the_server_is_chosen_where_one_is_set_and_the_folder_where_none_is(tmp_path: Path) -> None:
    server = SmtpServer("mail.example", 587)
    chosen = delivery.chosen(MailSettings(maildir=tmp_path, smtp=server))
    assert isinstance(chosen, Smtp)
    assert chosen.place == "the mail server mail.example, port 587"
    folder = delivery.chosen(MailSettings(maildir=tmp_path))
    assert isinstance(folder, Maildir)
    assert folder.place == f"the folder {tmp_path}"


@contextmanager
def _silent_server() -> Iterator[SmtpServer]:
    """Run a server that takes the call and then says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield SmtpServer("127.0.0.1", silent.getsockname()[1], Security.PLAIN, timeout=0.2)


@contextmanager
def _server_that_greets(greeting: bytes) -> Iterator[SmtpServer]:
    """Run a server that says ``greeting`` to the first that calls, and hangs up."""

    def greet() -> None:
        line, _ = listening.accept()
        with line:
            line.sendall(greeting + b"\r\n")
            # Until the caller hangs up.
            while line.recv(1_000):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listening:
        greeter = Thread(target=greet)
        greeter.start()
        yield SmtpServer("127.0.0.1", listening.getsockname()[1], Security.PLAIN, timeout=10)
        greeter.join()
