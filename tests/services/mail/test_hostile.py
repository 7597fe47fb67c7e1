"""Mail that was made to do harm, or that somebody broke: read or put aside, in bounded time and memory, never worse."""

from __future__ import annotations

import base64
import time
import tracemalloc
from collections.abc import Callable
from encodings.aliases import aliases
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparktui.domain.mail import LONGEST_TEXT, MailKind, ReadMail
from sparktui.services.mail import reading
from sparktui.services.mail.found import LARGEST, FoundMail
from sparktui.services.mail.reading import read_mail
from tests.services.mail.made_mails import FEDEX, LINE, UPS, a_mail, numbers, raw, read

SECONDS = 2.0  # twice what the worst may take, for a machine that is busy
MEGABYTES = 200
ALL = LARGEST - 200
HTML = "Subject: Status Shipped\nContent-Type: text/html"
PLAIN = "Subject: Status Shipped\nContent-Type: text/plain"
PARTS = "Subject: Status Shipped\nContent-Type: multipart/mixed; boundary=b"


def filled(unit: str | bytes, head: str = "Subject: Status Shipped", size: int = ALL) -> bytes:
    """Return a mail of the largest size that is read, its body ``unit`` over and over."""
    written = unit.encode() if isinstance(unit, str) else unit
    return raw(written * (size // len(written)), head)


def nested(levels: int) -> bytes:
    """Return a mail of parts within parts, with the line that matters in the innermost."""
    borders = (f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(levels))
    return f"Subject: Status Shipped\n{''.join(borders)}\n{LINE}".encode()


def encoded_within_encoded(levels: int) -> bytes:
    mail = raw("x" * 500_000, "Subject: Status Shipped")
    for _ in range(levels):
        head = "Subject: Status Shipped\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64"
        mail = raw(base64.b64encode(mail), head)
    return mail


def many_numbers() -> bytes:
    made_up = Random(1)
    line = " ".join(str(made_up.randrange(10**5)) for _ in range(120))
    return raw("".join(f"--b\n\n{f'Tracking Information:{line}' * 9}\n" for _ in range(500)), PARTS)


def in_parts(unit: str, parts: int = 6, kind: str = "html") -> bytes:
    """Return a mail in several large parts, each with a line that is looked at and a link on it."""
    begins = f"--b\nContent-Type: text/{kind}\n\nTracking Information: <a href='https://x.example/'>here</a> "
    return raw(f"{begins}{unit * (3_000_000 // parts // len(unit))}\n" * parts, PARTS)


def many_heads() -> bytes:
    fields = f"Subject: {'=?utf-8?q?a?= x' * 300}\nTo: {'a@b.example, ' * 500}\n"
    within = "".join(f"{fields}Content-Type: message/rfc822\n\n" for _ in range(28))
    return raw("--b\n\nhello\n" * 500, f"{within}{fields}{PARTS}")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a thousand levels of parts": lambda: nested(1_000),
    "a thousand messages in one another": lambda: b"Subject: Status Shipped\nContent-Type: message/rfc822\n\n" * 1_000,
    "messages encoded in one another": lambda: encoded_within_encoded(12),
    "a hundred thousand parts": lambda: raw("--b\n\nhello\n" * 100_000, PARTS),
    "parts that are heads": lambda: raw(("--b\n" + "subject: b\n" * 4_700) * 480, PARTS),
    "borders that are none": lambda: filled("\n--b", PARTS),
    "nothing but line feeds": lambda: filled("\n"),
    "nothing but carriage returns": lambda: b"\r" * ALL,
    "lines with two ends": lambda: filled("Some words and more of them.\r\n"),
    "one line": lambda: filled("A"),
    "nothing but a head": lambda: b"Subject: Status Shipped\n" * (ALL // 24),
    "a head without an end": lambda: b"Subject: " + b"Status Shipped " * (ALL // 15),
    "a field of words to decode": lambda: b"Subject: Status Shipped" + b" =?utf-8?q?a" * 100_000 + b"\n\n",
    "a kind with many quotes": lambda: b"Subject: Status Shipped\nContent-Type: text/plain" + b';"' * 500_000,
    "tags that are never closed": lambda: filled("<a", HTML),
    "attributes that are never closed": lambda: filled("<a x='", HTML),
    "quotes in a tag": lambda: filled('<a """"', HTML),
    "comments that are never closed": lambda: filled("<!--", HTML),
    "scripts that are never closed": lambda: filled("<script>", HTML),
    "scripts in a row": lambda: filled("<script></script>", HTML),
    "many parts of many numbers": lambda: in_parts("\t1", 400, "plain"),
    "many parts of links": lambda: in_parts(
        "</b>a@b.example Status Shipped &amp; https://x.example/?num=1", 400, "plain"
    ),
    "tags in many parts": lambda: in_parts("<b>x</b><br>"),
    "hidden elements that are never closed": lambda: in_parts("<b hidden style='a:b;c:d'>"),
    "elements closed in the wrong order": lambda: in_parts("<i><b></i><div></b>"),
    "nothing but tags": lambda: filled("<b>x</b><br>", HTML),
    "nothing but references": lambda: filled("&#9", HTML),
    "a reference to no character": lambda: raw("&#" + "9" * 100_000, HTML),
    "nothing but blanks": lambda: filled("\t ", HTML),
    "bytes that decode slowly": lambda: filled(
        "a", "Subject: Status Shipped\nContent-Type: text/plain; charset=punycode"
    ),
    "escapes of a charset": lambda: filled(
        b"\x1b$B", "Subject: Status Shipped\nContent-Type: text/plain; charset=iso-2022-jp"
    ),
    "labels without end": lambda: filled("Tracking Information: 11 22 33 44 55 66 77 88 99 00\n"),
    "labels that begin": lambda: filled("Tracking "),
    "numbers without end": many_numbers,
    "heads over every text": many_heads,
    "quotes of quotes": lambda: filled("> "),
    "addresses": lambda: filled("a.@"),
    "more addresses": lambda: filled("a@b.c "),
    "carriers": lambda: filled("Carrier\tx\n"),
    "more carriers": lambda: filled("Carrier: Canada Canada "),
    "deals with blanks": lambda: filled("Deal ID: 1 1 1 1 1 1 1 1 1 1 1 "),
    "deals": lambda: filled("Deal ID: 1,1,1,1,1,1 "),
    "NUL bytes": lambda: filled(b"\0"),
    "noise": lambda: raw(Random(2).randbytes(ALL)),
    "noise alone": lambda: Random(3).randbytes(ALL),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_takes_little_time(name: str) -> None:
    content = HOSTILE[name]()
    assert len(content) <= LARGEST
    begun = time.process_time()
    mail = read(content)
    assert time.process_time() - begun < SECONDS
    assert len(mail.text) <= LONGEST_TEXT


@pytest.mark.parametrize("name", ["messages encoded in one another", "lines with two ends", "noise"])
def test_the_largest_mails_take_little_memory(name: str) -> None:
    content = HOSTILE[name]()
    tracemalloc.start()
    read(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most + len(content) < MEGABYTES * 1024 * 1024


def test_what_stands_too_deep_is_told_and_what_does_not_is_read() -> None:
    assert numbers(nested(29)) == [UPS]
    mail = read(nested(32))
    assert (mail.kind, mail.reason) == (MailKind.UNREADABLE, "It is nested more than 30 levels deep.")
    assert numbers(raw("--b\n\nhello\n" * 499 + f"--b\n\n{LINE}\n", PARTS)) == [UPS]
    mail = read(raw("--b\n\nhello\n" * 500 + f"--b\n\n{LINE}\n", PARTS))
    assert (mail.kind, mail.reason) == (MailKind.UNREADABLE, "It has more than 500 parts.")


def test_a_number_in_front_of_what_is_not_read_is_found() -> None:
    assert numbers(raw(f"{LINE}\n\n" + "x" * 10_000_000)) == [UPS]
    assert numbers(raw(f"--b\n\n{LINE}\n" + "--b\n\nhello\n" * 100_000, PARTS)) == [UPS]


def unread(subject: str, **facts: object) -> ReadMail:
    return read_mail(FoundMail("x.eml", raw(LINE, subject), **facts))  # type: ignore[arg-type]


def test_a_mail_that_is_too_large_is_put_aside_where_it_may_matter() -> None:
    mail = unread("Subject: Status Shipped", is_whole=False)
    assert (mail.kind, mail.numbers, mail.reason) == (
        MailKind.UNREADABLE,
        (),
        "It is larger than 25 MB and was not read.",
    )
    assert unread("Subject: holiday pictures", is_whole=False).kind is MailKind.OTHER


def test_what_could_not_be_loaded_is_put_aside_and_each_is_another() -> None:
    mails = [read_mail(FoundMail(name, trouble="The file cannot be read: no.")) for name in ("a", "b")]
    assert [(mail.kind, mail.reason) for mail in mails] == [(MailKind.UNREADABLE, "The file cannot be read: no.")] * 2
    assert len({mail.identity for mail in mails}) == 2


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(content: bytes) -> None:
    for begin in (b"", b"Subject: Status Shipped\n", b"Subject: Status Shipped\n\nTracking Information: "):
        mail = read(begin + content)
        said = "".join(mail.text.split()).upper()
        assert [number for number in mail.numbers if number not in said] == []


PIECES = [
    "Subject: Status Shipped",
    "Subject: =?utf-8?B?U3RhdHVz?= =?utf-8?Q?_Shipped?=",
    'Content-Type: multipart/mixed; boundary="b"',
    "Content-Type: multipart/alternative; boundary=b",
    "Content-Type: multipart/digest; boundary=c",
    "Content-Type: message/rfc822",
    "Content-Type: text/html; charset=utf-16",
    "Content-Type: text/plain; charset*=''x; boundary*0=b; boundary*1=c",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
    "--b",
    "--b--",
    "--c",
    "",
    "",
    LINE,
    f"<td>Tracking&nbsp;Information</td><td>{FEDEX}<br>",
    "VHJhY2tpbmcgSW5mb3JtYXRpb246IDFaNVI4OTM5MDM1NzU2NzEyNw==",
    "> Tracking",
    "\t=3D=0",
    "<!-- <script> &#x110000; &#55555555555;",
    "\x00\x1b[2J\u202e",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_pieces_of_mails_in_any_order_are_read(pieces: list[str], end: str) -> None:
    mail = read(end.join(pieces).encode())
    assert set(mail.numbers) <= {UPS, FEDEX}


@given(st.data())
def test_a_real_mail_with_bytes_changed_is_read(data: st.DataObject) -> None:
    mail = a_mail(f"Dear Jane,\n{LINE}\nDeal ID: 0042")
    mail.add_alternative(f"<table><tr><td>Tracking Information</td><td>{UPS}</td></tr></table>", subtype="html")
    mail.add_attachment(a_mail())
    content = bytearray(mail.as_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
        content = content or bytearray(b"x")
    assert read(bytes(content)).kind in MailKind


@pytest.mark.parametrize("name", sorted({*aliases, *aliases.values(), "nonsense", "undefined", "mbcs", "uu", "zlib"}))
def test_a_charset_may_be_called_by_the_name_of_any_codec(name: str) -> None:
    subject = f"=?{name}?q?Status?= =?{name}?b?U2hpcHBlZA==?= Status Shipped"
    mail = read(raw(LINE, f"Subject: {subject}\nContent-Type: text/plain; charset={name}"))
    assert mail.kind is MailKind.SHIPMENT


def test_what_nobody_has_foreseen_in_a_mail_puts_it_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(content: bytes) -> object:
        raise RecursionError(len(content))

    monkeypatch.setattr(reading, "take_apart", fails)
    first, again, other = (read(raw(body)) for body in ("one", "one", "two"))
    assert (first.kind, first.reason) == (
        MailKind.UNREADABLE,
        "It could not be read, in a way that nobody has foreseen (RecursionError).",
    )
    assert first.identity == again.identity != other.identity


def test_a_subject_longer_than_is_read_is_for_a_person_to_look_at() -> None:
    mail = unread("Subject: " + "Re: " * 500_000 + "Status Shipped")
    assert (mail.kind, mail.reason) == (MailKind.UNREADABLE, "Its subject is longer than is read.")
    assert unread("Subject: Status Shipped" + " and so on" * 500).numbers == (UPS,)
