"""The ways in which a mail is laid out: parts, alternatives, forwards, encodings, HTML."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage

import pytest

from sparktui.domain.mail import LONGEST_TEXT, MailKind
from sparktui.domain.tracking_number import compact
from sparktui.services.mail.html_text import text_of_html
from tests.services.mail.made_mails import FEDEX, LINE, POSTAL, UPS, a_mail, numbers, raw, read


def test_a_plain_mail_is_read_with_everything_that_is_known_of_it() -> None:
    mail = read(
        a_mail(
            f"Dear Jane,\n\nDeal ID: 0042318\n{LINE}\n\nContact: help@shipping.example",
            Message_ID="<1@shipping.example>",
            Date="Mon, 16 Nov 2026 23:30:00 -0500",
            To="Jane Doe <Jane.Doe@contoso.example>",
        )
    )
    assert (mail.kind, mail.numbers, mail.reason) == (MailKind.SHIPMENT, (UPS,), "")
    assert (mail.message_id, mail.subject) == ("<1@shipping.example>", "Status Shipped")
    assert mail.sender == "orders@shipping.example"
    assert mail.sent_at
    assert mail.sent_at.isoformat() == "2026-11-17T04:30:00+00:00"
    assert mail.source == "mail.eml, part 1"
    assert mail.deal_ids == ("0042318",)
    assert mail.addresses == ("orders@shipping.example", "Jane.Doe@contoso.example", "help@shipping.example")
    assert mail.text.startswith("Dear Jane,\n\nDeal ID")


def test_a_shipment_without_a_number_is_kept_for_a_person() -> None:
    for body in ("Your endpoints are on their way.", "Tracking Information: follows", "", f"Number: {UPS}"):
        assert (read(a_mail(body)).kind, numbers(a_mail(body))) == (MailKind.SHIPMENT, [])


def test_a_number_of_no_carrier_is_said_to_be_one() -> None:
    mail = read(a_mail("Tracking Information: ABC-12345-X"))
    assert mail.numbers == ("ABC-12345-X",)
    assert mail.reason == "No known carrier has numbers like ABC-12345-X."


def test_a_long_mail_is_kept_in_part() -> None:
    mail = read(a_mail(f"{LINE}\n" + "Some words.\n" * 10_000))
    assert (len(mail.text), mail.numbers) == (LONGEST_TEXT, (UPS,))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_may_end_in_any_way(end: str) -> None:
    content = raw(f"Dear Jane,\n{LINE}\n", "Message-ID: <1@x>\nSubject: Status\n Shipped")
    mail = read(content.replace(b"\n", end.encode()))
    assert (mail.numbers, mail.message_id) == ((UPS,), "<1@x>")
    assert mail.digest == read(content).digest


@pytest.mark.parametrize("encoding", ["7bit", "base64", "quoted-printable", "8bit", "nonsense"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-7", "cp037", "nonsense", ""])
def test_the_body_may_be_encoded_in_any_way(encoding: str, charset: str) -> None:
    codec = charset if charset not in ("", "nonsense") else "utf-8"
    written = f"Grüße\nTracking\u00a0Information: {UPS}".encode(codec)
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(written)
    head = (
        f"Subject: Status Shipped\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}"
    )
    mail = read(raw(body, head))
    assert (mail.numbers, mail.text.split("\n")[0]) == ((UPS,), "Grüße")


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_text_that_begins_with_the_mark_of_utf_16_says_so_by_that(mark: bytes) -> None:
    body = f"Deal ID: 0042318\n{LINE}\n".encode("utf-16-le" if mark == b"\xff\xfe" else "utf-16-be")
    assert read(raw(mark + body)).deal_ids == ("0042318",)


@pytest.mark.parametrize("charset", ["utf-16", "iso-2022-jp", "shift_jis", "gb2312", "big5", "euc-kr", "koi8-r"])
def test_mail_from_anywhere_is_read(charset: str) -> None:
    body = base64.encodebytes(LINE.encode(charset))
    head = f'Subject: Status Shipped\nContent-Type: text/plain; charset="{charset}"\nContent-Transfer-Encoding: base64'
    assert numbers(raw(body, head)) == [UPS]


@pytest.mark.parametrize(
    "body",
    [
        LINE,  # not encoded, whatever the head says
        base64.encodebytes(LINE.encode()).decode() + "_____\nfooter of a list",
        base64.b64encode(LINE.encode()).decode().rstrip("="),
    ],
)
def test_a_body_that_is_not_encoded_as_its_head_says_is_read(body: str) -> None:
    assert numbers(raw(body, "Subject: Status Shipped\nContent-Transfer-Encoding: base64")) == [UPS]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{LINE}</p>",
        f"Tracking&nbsp;Information:<br>{UPS}",
        "<table><tr><td>Tracking Information</td><td><b>1Z</b>5R8<wbr>9390&shy;357567127</td></tr></table>",
        f"<table><tr><th>Tracking Information</th><th>Carrier</th></tr><tr><td>{UPS}</td><td>UPS</td></tr></table>",
        f"<TR><TD><P>Tracking Information:</P></TD><TD><P><A HREF='https://x.example/?a=1&b=9'>{UPS}</A></P></TD></TR>",
        f'Tracking Information: <a href="https://ups.example/?num={FEDEX}" title="a > b">{UPS}</a>',
        "Tracking Information: &#49;Z5R8939035756712&#x37;",
        f"<style>p {{ }}</style><title>Tracking Information: {FEDEX}</title>{LINE}",
        f"<!-- Tracking Information: {FEDEX} --><p>{LINE}</p>",
        f"<script>Tracking Information: {FEDEX}</script ><pre>Tracking Information:\n{UPS}</pre>",
        f"<div>Tracking</div>  <div>Information: {UPS}",
        f"<!-- never closed {LINE}",
        f"<span title='>{LINE}</span>",
        "Tracking Information:\n\n   1Z5R8  \n  939 0357567127",
    ],
)
def test_html_is_read_as_it_is_seen(html: str) -> None:
    assert numbers(raw(html, "Subject: Status Shipped\nContent-Type: text/html")) == [UPS]
    if html.startswith("<p>"):
        assert numbers(raw(html)) == [UPS]  # HTML that says nothing of being HTML


@pytest.mark.parametrize("number", [UPS, FEDEX, POSTAL])
@pytest.mark.parametrize(
    "html",
    [
        "Tracking Information: <a href='https://carrier.example/?lang=en&amp;trackNums={}'>Track your package</a>",
        "<table><tr><td>Tracking Information</td><td><A TARGET=x HREF=http://x.example/track/{}>here</A></td></tr></table>",
        "<p>Tracking Information:</p><p><a href='https://x.example/t?u=https%3A%2F%2Fc.example%2F%3Fnum%3D{}'><img></a></p>",
        "Order 1<br>Tracking Information: <a href='https://x.example/?parcelNumber={}&id=800123456785'>follow it</a>",
    ],
)
def test_a_number_that_stands_only_in_the_link_on_the_line_is_read(html: str, number: str) -> None:
    mail = read(raw(html.format(number), "Subject: Status Shipped\nContent-Type: text/html"))
    assert [number] == list(mail.numbers)
    assert "https://" not in mail.text


@pytest.mark.parametrize(
    "html",
    [
        f"Tracking Information: soon.<p>Yours<p>Ada<p>Bye<p><a href='https://x.example/?trackNums={UPS}'>Another</a>",
        f"<a href='https://x.example/?trackNums={UPS}'>Log in</a> for it.<br>Tracking Information: not yet",
        f"Tracking Information: <a href='https://x.example/order/{FEDEX}'>see your order</a>",
        f"Tracking Information: <a href='javascript:track({UPS})'>Track</a>",
        f"Tracking Information: <a title='{UPS}'>Track</a> <img src='https://x.example/?tracking={UPS}'>",
        f"Tracking Information: <a href='https://x.example/?trackNums={UPS[:-1]}8'>Track</a>",
    ],
)
def test_other_links_are_no_tracking_information(html: str) -> None:
    assert numbers(raw(html, "Subject: Status Shipped\nContent-Type: text/html")) == []


def test_what_is_seen_comes_before_what_is_linked() -> None:
    html = f"Tracking Information: <a href='https://x.example/?trackNums={FEDEX}'>{UPS}</a>"
    assert numbers(raw(html, "Subject: Status Shipped\nContent-Type: text/html")) == [UPS]


def test_html_becomes_lines_and_cells() -> None:
    html = "<h1>A &amp;\n B</h1><ul><li>one<li>two</ul><table><tr><td>x<td>y</tr></table>&#99999999999; &lt;b&gt;"
    assert text_of_html(html) == "A & B\n\none\ntwo\n\nx\ty\n\n<b>"


@pytest.mark.parametrize(
    "html",
    [
        "Deal&nbsp;ID:&nbsp;0042&shy;318<br>Tracking Infor&shy;mation:&nbsp;1Z5R8939&shy;0357567127",
        "Deal ID: 0042<wbr>318<br/>Tracking Information:<br>1Z5R8939&#8203;0357567127",
        "<table><tr><td>Deal ID<td>0042318<tr><td>Tracking Information<td>1Z5R8939<wbr>0357567127</table>",
        "<table><tr><th>Deal ID:<th>Tracking Information:<tr><td>0042318<td>1Z5R89390357567127</table>",
        "<table><tr><td><b>Deal ID</b><td>&nbsp;<td><p>0042318<tr><td>Tracking Information<td>:<td>1Z5R89390357567127",
        "Deal ID: <span>0042</span><b>318</b><br>Tracking <i>Inform</i>ation: <span>1Z5R8939</span>0357567127",
    ],
)
def test_labels_and_values_of_html_are_read_however_they_are_divided(html: str) -> None:
    mail = read(raw(html, "Subject: Status Shipped\nContent-Type: text/html"))
    assert ([compact(number) for number in mail.numbers], mail.deal_ids) == ([UPS], ("0042318",))
    soft = quopri.encodestring(html.encode()).replace(b"0042", b"00=\n42").replace(b"1Z5R", b"1Z=\n5R")
    head = "Subject: Status Shipped\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable"
    assert read(raw(soft, head)).deal_ids == ("0042318",)
    assert numbers(raw(soft, head)) == [UPS]


@pytest.mark.parametrize(
    "html",
    [
        "<p style='display:none'>{0}</p>",
        '<DIV STYLE="color: red; Display : NONE !important;">{0}</DIV>',
        "<div style=visibility:hidden><p>so<div>{0}</div></div>",
        "<div hidden>{0}",
        '<span hidden=""><b>{0}</b></span>',
        '<div style="display:&#110;one">{0}</div>',
        '<div style="dis/* no */play:none">{0}</div>',
        "<table><tr style='display:none'><td>{0}</td></tr></table>",
        "<div><table><tr><td hidden></div>{0}</td></tr></table></div>",
        "<b><div hidden></b>{0}</div>",
        "<div hidden></section>{0}</div>",
        "<ul><li hidden>{0}<li>Dear Jane</ul>",
        "<a href='https://x.example/?trackNums={1}' style='display:none'>Tracking Information</a>",
        "Tracking Information: <a hidden href='https://x.example/?trackNums={1}'>here</a>",
    ],
)
def test_what_html_hides_is_not_read(html: str) -> None:
    secret = f"{LINE}<br>Deal ID: 42<br>jane@contoso.example<br>"
    mail = read(raw(html.format(secret, UPS), "Subject: Status Shipped\nContent-Type: text/html"))
    assert (mail.numbers, mail.deal_ids, mail.addresses) == ((), (), ())


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>x<p>{}",
        "<p style='display:none'>x<div>{}</div>",
        "<div hidden><span>x</div>{}",
        "<div style='display:none;display:block'>{}</div>",
        "<div title='is hidden' class=hidden data-hidden>{}</div>",
        "<br hidden>{}",
        "<input type=hidden value=1>{}",
        "<tr><td hidden>x<td>{}",
        "<ul><li hidden>x<li>{}</ul>",
        "<p hidden><b>x</p>{}",
        "<div hidden>x</div></div></p>{}",
    ],
)
def test_what_stands_beside_something_hidden_is_read(html: str) -> None:
    assert numbers(raw(html.format(LINE), "Subject: Status Shipped\nContent-Type: text/html")) == [UPS]


def alternatives(plain: str, html: str) -> EmailMessage:
    mail = a_mail(plain)
    mail.add_alternative(html, subtype="html")
    return mail


def test_of_two_ways_to_say_the_same_the_better_one_counts() -> None:
    assert numbers(alternatives(LINE, f"<p>Tracking Information: {UPS} (2 boxes)</p>")) == [UPS]
    assert numbers(alternatives("Please use a program that shows HTML.", f"<p>{LINE}</p>")) == [UPS]
    mail = read(alternatives("Tracking Information: follows", f"<p>{LINE}</p>"))
    assert (mail.text, mail.source) == (LINE, "mail.eml, part 2")


def test_ways_that_contradict_each_other_are_a_doubt() -> None:
    other_number = read(alternatives(LINE, f"<p>Tracking Information: {FEDEX}</p>"))
    assert other_number.doubt == "Its plain text and its HTML name different tracking numbers."
    assert (other_number.numbers, other_number.source) == ((UPS, FEDEX), "mail.eml, part 1 and 2")
    other_deal = read(alternatives(f"Deal ID: 42\n{LINE}", f"<p>Deal ID: 43<br>{LINE}</p>"))
    assert other_deal.doubt == "Its plain text and its HTML name different deal IDs."
    assert (other_deal.numbers, other_deal.deal_ids) == ((UPS,), ("42", "43"))
    assert read(alternatives(f"Deal ID: 42\n{LINE}", f"<p>Deal ID: 42<br>{LINE}</p>")).doubt == ""
    assert read(alternatives("As HTML, please.", f"<p>Deal ID: 42<br>{LINE}</p>")).doubt == ""


def forwarded(inner: EmailMessage, subject: str = "Fwd: Status Shipped") -> EmailMessage:
    mail = a_mail("See below.", subject)
    mail.add_attachment(inner)
    return mail


def test_a_forwarded_message_is_looked_into() -> None:
    mail = forwarded(alternatives("As HTML, please.", f"<p>{LINE}<br>Deal ID: 0042</p>"))
    mail.get_payload()[1].get_payload()[0]["To"] = "jane.doe@contoso.example"  # type: ignore[index,union-attr]
    found = read(mail)
    assert (found.numbers, found.deal_ids) == ((UPS,), ("0042",))
    assert found.addresses == ("orders@shipping.example", "jane.doe@contoso.example")
    assert found.source == "mail.eml, part 2.1.2"
    inline = f"FYI\n\n---- Forwarded message ----\nFrom: <a@b.example>\nSubject: Status Shipped\n\n{LINE}\n"
    assert numbers(a_mail(inline, "WG: Status Shipped")) == [UPS]
    quoted = "".join(f"> {line}\n" for line in inline.splitlines())
    assert numbers(a_mail(quoted, "Re: Status Shipped")) == [UPS]


def test_a_forwarded_message_may_be_encoded_as_a_whole() -> None:
    inner = a_mail().as_bytes().replace(b"\n", b"\r\n")
    head = "Subject: Status Shipped\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64"
    assert numbers(raw(base64.encodebytes(inner), head)) == [UPS]


def test_shipments_sent_on_under_another_subject_count_and_their_company_does_not() -> None:
    mail = forwarded(a_mail(), "What came in today")
    mail.add_attachment(a_mail(f"Tracking Information: {FEDEX}", "Status unknown"))
    mail.add_attachment(a_mail(f"Tracking Information: {POSTAL}", "Re: status shipped"))
    assert (read(mail).kind, numbers(mail)) == (MailKind.SHIPMENT, [UPS, POSTAL])


def test_a_digest_holds_messages_that_are_not_called_so() -> None:
    head = "Subject: digest\nContent-Type: multipart/digest; boundary=x"
    body = f"--x\n\nSubject: Status Shipped\n\n{LINE}\n--x\n\nSubject: lunch\n\nTracking Information: {FEDEX}\n--x--\n"
    assert numbers(raw(body, head)) == [UPS]


@pytest.mark.parametrize(
    "body",
    [
        f"--x\n\n{LINE}\n--x--\n",
        f"--x\n\n{LINE}",  # never closed
        f"preamble\n--x  \nContent-Type: text/plain\n\n{LINE}\n--x--",
        f"--x\n{LINE}\n--x--",  # no empty line below the head that is not there
        f"--xy\n\nTracking Information:\n--x\n\n{LINE}\n--x--\n",
        f"--y\n\n{LINE}\n--y--\n",  # another border than the one announced
        f"--x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n{LINE}\n--x--\n",
        f"--x\nContent-Type: multipart/mixed\n\n{LINE}\n--x--\n",
        LINE,
    ],
)
def test_broken_parts_are_read_as_far_as_they_go(body: str) -> None:
    assert numbers(raw(body, 'Subject: Status Shipped\nContent-Type: multipart/mixed; boundary="x"')) == [UPS]


def test_pictures_and_data_are_not_read() -> None:
    mail = a_mail("Enclosed.")
    mail.add_attachment(LINE.encode(), maintype="application", subtype="octet-stream", filename="a.bin")
    mail.add_attachment(LINE, subtype="csv", filename="a.csv")
    assert numbers(mail) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "It is empty."),
        (b"\r\n \n", "It is empty."),
        (b"Just words.\n", "It has no subject, sender or date; it may be no mail."),
        (bytes(range(256)), "It has no subject, sender or date; it may be no mail."),
    ],
)
def test_what_is_no_mail_is_said_to_be_none(content: bytes, reason: str) -> None:
    mail = read(content)
    assert (mail.kind, mail.reason) == (MailKind.UNREADABLE, reason)


def test_a_broken_line_in_the_head_costs_neither_the_rest_of_it_nor_the_body() -> None:
    assert numbers(raw(LINE, "From: a@b.example\nbroken line\nSubject: Status Shipped")) == [UPS]
    assert numbers(f"Subject: Status Shipped\n{LINE}\n".encode()) == [UPS]
    assert numbers(raw(LINE, "\n\nFrom jane Mon Nov 16 10:00:00 2026\nSubject: Status Shipped")) == [UPS]


@pytest.mark.parametrize("date", ["", "yesterday", "99 Foo 0000", "Mon, 32 Nov 2026 10:00:00 +9999", "1" * 5_000])
def test_a_date_that_is_none_is_not_known(date: str) -> None:
    assert read(raw(LINE, f"Subject: Status Shipped\nDate: {date}")).sent_at is None
