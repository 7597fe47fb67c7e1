"""Reading a mail: from its bytes to what matters in it.

One job: make a `ReadMail` of any bytes, in bounded time and memory. Must not: record it, or judge whose it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sparktui.domain.mail import LONGEST_TEXT, MailKind, ReadMail
from sparktui.domain.text import plain
from sparktui.domain.tracking_number import compact
from sparktui.services.identify import is_anothers
from sparktui.services.mail import evidence
from sparktui.services.mail.carrier_line import carriers_named
from sparktui.services.mail.found import LARGEST, FoundMail
from sparktui.services.mail.head import Head
from sparktui.services.mail.kinds import is_shipment, purchase_request
from sparktui.services.mail.numbers_elsewhere import numbers_elsewhere
from sparktui.services.mail.parts import TakenApart, TextPart, take_apart, with_line_feeds
from sparktui.services.mail.tracking_line import TrackingLineReader, TrackingLines
from sparktui.services.mail.written_numbers import WrittenNumbers

_PEOPLE = ("from", "reply-to", "to", "cc")
_ENOUGH_TEXT = 500
_MOST_SAID = 5
_AMONG_WORDS = "A deal ID stands among other words, which may say that it is another shipment's: “{}”."


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the mail with what its Tracking Information lines say, and whether it is about a shipment."""

    part: TextPart
    lines: TrackingLines
    is_of_shipment: bool


def read_mail(found: FoundMail) -> ReadMail:
    """Return the mail that was ``found``, read. Nothing that stands in it makes this fail.

    A mail that could not be read, or not wholly, is `MailKind.UNREADABLE` where it may be about a shipment: its
    subject says so, or nothing at all can be told of it. Others that are broken are `MailKind.OTHER`.
    """
    try:
        return _read(found)
    except Exception as error:  # what nobody has foreseen in one mail must not keep the others from being read
        digest = hashlib.sha256(found.content or found.source.encode("utf-8", "replace")).hexdigest()
        reason = f"It could not be read, in a way that nobody has foreseen ({type(error).__name__})."
        return ReadMail("", digest, found.source, "", "", None, MailKind.UNREADABLE, reason=reason)


def _read(found: FoundMail) -> ReadMail:
    content = with_line_feeds(found.content)
    apart = take_apart(content)
    head = apart.head
    mail = ReadMail(
        message_id=head.message_id,
        digest=hashlib.sha256(content.strip(b"\n") or found.source.encode("utf-8", "replace")).hexdigest(),
        source=found.source,
        subject=head.text("subject"),
        sender=head.text("from"),
        sent_at=head.sent_at,
        kind=MailKind.OTHER,
    )
    unread = _why_unread(found, head)
    if not unread:
        return _judged(mail, apart)
    may_matter = not head.fields or is_shipment(mail.subject) or _is_subject_unread(head)
    return replace(mail, kind=MailKind.UNREADABLE if may_matter else MailKind.OTHER, reason=unread)


def _why_unread(found: FoundMail, head: Head) -> str:
    """Return why the mail counts as unread, in a sentence; empty when it was read."""
    if found.trouble:
        return found.trouble
    if not found.is_whole:
        return f"It is larger than {LARGEST // (1024 * 1024)} MB and was not read."
    if not found.content.strip():
        return "It is empty."
    if _is_subject_unread(head):
        return "Its subject is longer than is read."
    return "" if head.fields else "It has no subject, sender or date; it may be no mail."


def _is_subject_unread(head: Head) -> bool:
    """Return whether the subject goes on behind what is kept of it, and that does not say what the mail is about."""
    return "subject" in head.cut and not is_shipment(head.text("subject"))


def _judged(mail: ReadMail, apart: TakenApart) -> ReadMail:
    """Return ``mail`` with its kind and, where that matters, with what stands in it."""
    every = _texts(mail.subject, apart)
    mail = replace(mail, doubt=_contradiction(every))
    # Where the ways contradict one another, nothing of either is left out.
    texts = every if mail.doubt else list(_best_of_each_choice(every))
    if is_shipment(mail.subject) or any(text.is_of_shipment for text in texts):
        return _shipment(mail, apart, [text for text in texts if text.is_of_shipment])
    own = [text.part.text for text in texts if not text.part.heads]
    wish = purchase_request(mail.subject, own)
    if wish is None:
        return replace(mail, doubt="")
    wished = replace(mail, kind=MailKind.PURCHASE_REQUEST, doubt=_in_words([mail.doubt, wish.doubt]))
    return _with_evidence(wished, apart, texts)


def _texts(subject: str, apart: TakenApart) -> list[_Text]:
    reader = TrackingLineReader()
    texts = []
    for part in apart.texts:
        is_of_shipment = is_shipment(subject) or any(is_shipment(head.text("subject")) for head in part.heads)
        texts.append(_Text(part, _lines(reader, part) if is_of_shipment else TrackingLines(), is_of_shipment))
    return texts


def _lines(reader: TrackingLineReader, part: TextPart) -> TrackingLines:
    """Return what stands on the lines of ``part``; where no number is seen there, the links on them may have one."""
    seen = reader.read(part.text)
    if seen.numbers or not (seen.are_there and part.linked):
        return seen
    return reader.read(part.linked)


def _best_of_each_choice(texts: Sequence[_Text]) -> Iterator[_Text]:
    """Yield of texts that say the same in different ways the ones of the best way: numbers first, then words."""
    ways: dict[int, dict[int, list[_Text]]] = {}
    for text in texts:
        ways.setdefault(text.part.choice, {}).setdefault(text.part.branch, []).append(text)
    chosen = {
        choice: max(branches, key=lambda branch: max(map(_worth, branches[branch])))
        for choice, branches in ways.items()
    }
    yield from (text for text in texts if text.part.branch == chosen[text.part.choice])


def _contradiction(texts: Sequence[_Text]) -> str:
    """Return in what the ways that should say the same differ, in a sentence; empty when they do not."""
    numbers: dict[int, dict[int, set[str]]] = {}
    deals: dict[int, dict[int, set[str]]] = {}
    for text in (text for text in texts if text.part.choice):
        for ways, named in (
            (numbers, [compact(number.written) for number in text.lines.numbers]),
            (deals, ["".join(deal.split()) for deal in evidence.deal_ids([text.part.text])]),
        ):
            if named:
                ways.setdefault(text.part.choice, {}).setdefault(text.part.branch, set()).update(named)
    for ways, what in ((numbers, "tracking numbers"), (deals, "deal IDs")):
        if any(len(set(map(frozenset, branches.values()))) > 1 for branches in ways.values()):
            return f"Its plain text and its HTML name different {what}."
    return ""


def _worth(text: _Text) -> tuple[tuple[int, int, bool], int]:
    return text.lines.rank, min(len(text.part.text), _ENOUGH_TEXT)


def _shipment(mail: ReadMail, apart: TakenApart, texts: Sequence[_Text]) -> ReadMail:
    numbers: dict[str, str] = {}
    places: list[str] = []
    for text in texts:
        for number in text.lines.numbers:
            numbers.setdefault(compact(number.written), number.written)
        if text.lines.numbers:
            places.append(text.part.place)
    elsewhere = numbers_elsewhere([text.part.text for text in texts], numbers) if numbers else WrittenNumbers()
    for number in elsewhere.numbers:
        numbers.setdefault(compact(number.written), number.written)
    if not numbers and apart.troubles:
        kind, reason = MailKind.UNREADABLE, " ".join(apart.troubles)
    else:
        kind, reason = MailKind.SHIPMENT, _of_carriers(texts)
    where = f"{mail.source}, part {' and '.join(places)}" if places else mail.source
    named = carriers_named(text.part.text for text in texts)
    carrier = next(iter(named)) if len(named) == 1 else ""
    strange = [number for number in numbers if carrier and is_anothers(carrier, number)]
    doubt = _in_words([mail.doubt, *(text.lines.doubt for text in texts), elsewhere.doubt, _not_theirs(strange)])
    read = replace(
        mail,
        kind=kind,
        numbers=tuple(numbers.values()),
        source=where,
        reason="" if carrier and kind is MailKind.SHIPMENT else reason,
        doubt=doubt,
        carrier=carrier,
    )
    return _with_evidence(read, apart, texts)


def _in_words(doubts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, doubts)))


def _not_theirs(numbers: Sequence[str]) -> str:
    """Return in a sentence that ``numbers`` are not the named carrier's; empty when there are none."""
    return f"The carrier that it names has no numbers like {', '.join(numbers[:_MOST_SAID])}." if numbers else ""


def _of_carriers(texts: Sequence[_Text]) -> str:
    """Return which numbers fit no carrier, in a sentence; empty when there are none."""
    unknown = [number.written for text in texts for number in text.lines.numbers if not number.fits]
    return f"No known carrier has numbers like {', '.join(dict.fromkeys(unknown))}." if unknown else ""


def _with_evidence(mail: ReadMail, apart: TakenApart, texts: Sequence[_Text]) -> ReadMail:
    """Return ``mail`` with its text and with all in it that may say whose it is."""
    heads = dict.fromkeys((apart.head, *(head for part in apart.texts for head in part.heads)))
    written = [text.part.text for text in texts]
    subjects = [head.text("subject") for head in heads]
    people = [head.text(name) for head in heads for name in _PEOPLE]
    disowned = evidence.disowned_deal([*subjects, *written])
    return replace(
        mail,
        doubt=_in_words([mail.doubt, _AMONG_WORDS.format(plain(disowned, 80)) if disowned else ""]),
        deal_ids=evidence.deal_ids([*subjects, *written]),
        addresses=evidence.addresses([*people, *written]),
        text=_excerpt([*subjects[1:], *written]),
    )


def _excerpt(texts: Iterable[str]) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())[:LONGEST_TEXT]
