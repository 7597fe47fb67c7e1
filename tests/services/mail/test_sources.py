"""Where mails are found: files, mailboxes and folders, of which nothing is ever changed."""

from __future__ import annotations

import io
import mailbox
import os
from pathlib import Path

import pytest

from sparktui.errors import BadInput
from sparktui.services.mail.found import BEGINNING, LARGEST
from sparktui.services.mail.sources import STANDARD_INPUT, mails_at
from tests.services.mail.made_mails import a_mail, raw

ENVELOPE = b"From orders@shipping.example Mon Nov 16 10:00:00 2026\n"


def bodies(*paths: Path) -> dict[str, bytes]:
    """Return what is found at ``paths``: the last line of each mail by its place below the first path's folder."""
    above = f"{paths[0] if paths[0].is_dir() else paths[0].parent}/"
    return {
        mail.source.removeprefix(above): mail.content.strip().rsplit(b"\n", 1)[-1] for mail in mails_at(list(paths))
    }


def snapshot(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return everything below ``folder`` with its size, its time of change and its links."""
    found = {}
    for path in sorted(folder.rglob("*")):
        facts = path.lstat()
        found[str(path)] = (facts.st_size, facts.st_mtime_ns, facts.st_nlink)
    return found


def test_a_file_is_one_mail_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("mail.eml", "mail", "mail.txt", "a mail"):
        (tmp_path / name).write_bytes(raw("body"))
        assert bodies(tmp_path / name) == {name: b"body"}


def test_a_folder_gives_its_mails_in_order_and_passes_over_what_is_none(tmp_path: Path) -> None:
    within = tmp_path / "within" / "deeper"
    within.mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b.eml").write_bytes(raw("b"))
    (tmp_path / "a.EML").write_bytes(b"whatever it is")
    (tmp_path / "c.mbox").write_bytes(ENVELOPE + raw("c1") + b"\n\n" + ENVELOPE + raw("c2"))
    (tmp_path / "0001.7ea5").write_bytes(raw("saved without an ending", "Return-Path: <a@b.example>\nSubject: x"))
    (tmp_path / "notes.txt").write_bytes(b"Subject: this is no mail\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".a.eml").write_bytes(raw("hidden"))
    (tmp_path / ".hidden" / "d.eml").write_bytes(raw("hidden"))
    (within / "d.eml").write_bytes(raw("d"))
    assert bodies(tmp_path) == {
        "0001.7ea5": b"saved without an ending",
        "a.EML": b"whatever it is",
        "b.eml": b"b",
        "c.mbox, mail 1": b"c1",
        "c.mbox, mail 2": b"c2",
        "within/deeper/d.eml": b"d",
    }
    assert list(bodies(tmp_path)) == sorted(bodies(tmp_path))


def test_a_maildir_gives_what_is_new_and_what_was_seen_and_its_folders(tmp_path: Path) -> None:
    maildir = tmp_path / "mail"
    for name in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", "Archive/cur", "Archive/new", "other"):
        (maildir / name).mkdir(parents=True)
    (maildir / "new" / "1.host").write_bytes(ENVELOPE + raw("new"))
    (maildir / "cur" / "2.host:2,S").write_bytes(raw("seen"))
    (maildir / "tmp" / "3.host").write_bytes(raw("not there yet"))
    (maildir / "cur" / ".hidden").write_bytes(raw("hidden"))
    (maildir / "dovecot.index").write_bytes(raw("no mail"))
    (maildir / ".Sent" / "cur" / "4.host:2,").write_bytes(raw("sent"))
    (maildir / "Archive" / "new" / "5.host").write_bytes(raw("archived"))
    before = snapshot(tmp_path)
    assert bodies(maildir) == {
        "new/1.host": b"new",
        "cur/2.host:2,S": b"seen",
        ".Sent/cur/4.host:2,": b"sent",
        "Archive/new/5.host": b"archived",
    }
    assert snapshot(tmp_path) == before


def test_links_pipes_and_devices_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    mails, elsewhere = tmp_path / "mails", tmp_path / "elsewhere"
    for folder in (mails / "cur", mails / "new", elsewhere):
        folder.mkdir(parents=True)
    (elsewhere / "x.eml").write_bytes(raw("elsewhere"))
    for folder in (mails, mails / "new"):
        (folder / "link.eml").symlink_to(elsewhere / "x.eml")
        (folder / "folder").symlink_to(elsewhere)
        (folder / "circle").symlink_to(folder)
        (folder / "zero.eml").symlink_to("/dev/zero")
        os.mkfifo(folder / "pipe.eml")
    assert bodies(mails) == {}
    (tmp_path / "named.eml").symlink_to(elsewhere / "x.eml")
    assert bodies(tmp_path / "named.eml") == {"named.eml": b"elsewhere"}


def test_a_mailbox_that_others_write_is_split_where_they_split_it(tmp_path: Path) -> None:
    path = tmp_path / "box"
    box = mailbox.mbox(path)
    for number in range(3):
        box.add(a_mail(f"Hello\n\nFrom here on it goes\n>From there\nbody {number}\n\n"))
    box.close()
    before = snapshot(tmp_path)
    found = list(mails_at([path]))
    assert [mail.source for mail in found] == [f"{path}, mail {number}" for number in (1, 2, 3)]
    assert [mail.content.strip().rsplit(b"\n", 1)[-1] for mail in found] == [b"body 0", b"body 1", b"body 2"]
    assert all(b"\nFrom here on it goes\n" in mail.content for mail in found)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    "border",
    [
        ENVELOPE,
        b"From - Mon Nov 16 10:00:00 2026\r\n",
        b"From MAILER-DAEMON Mon Nov 16 10:00:00 2026\n",
        b"From jane at contoso.example  Mon Nov 16 10:00:00 2026\n",
        b"From 1700000000000@xxx Mon Nov 16 10:00:00 +0000 2026\n",
        b"From jane@contoso.example\n",
        b"From -\n",
    ],
)
def test_borders_of_mailboxes_differ(tmp_path: Path, border: bytes) -> None:
    path = tmp_path / "box"
    path.write_bytes(border + raw("one\n") + b"\n" + border + raw("two\n"))
    assert bodies(path) == {"box, mail 1": b"one", "box, mail 2": b"two"}


def test_a_line_of_text_is_no_border(tmp_path: Path) -> None:
    path = tmp_path / "box"
    lines = b"one\nFrom noon, 12:00, on\n\nFrom Contoso with love\n\nFrom 2010 to 2014\n>From me\n>>From you"
    path.write_bytes(ENVELOPE + raw(lines) + b"\n" + ENVELOPE + raw("two"))
    first, second = mails_at([path])
    assert first.content == raw(lines.replace(b">From", b"From").replace(b">From you", b">From you") + b"\n")
    assert second.content == raw("two")


def test_a_mail_that_is_too_large_is_not_loaded_and_stops_nothing(tmp_path: Path) -> None:
    large = raw(b"x" * (LARGEST + 1))
    (tmp_path / "a.eml").write_bytes(large)
    (tmp_path / "b.mbox").write_bytes(ENVELOPE + large + b"\n\n" + ENVELOPE + raw("small"))
    (tmp_path / "c.eml").write_bytes(raw(b"x" * (LARGEST - len(raw(b"")))))
    found = list(mails_at([tmp_path]))
    assert [(mail.is_whole, len(mail.content)) for mail in found] == [
        (False, BEGINNING),
        (False, BEGINNING),
        (True, len(raw("small"))),
        (True, LARGEST),
    ]


def test_standard_input_is_one_mail_and_otherwise_a_dash_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [mail] = mails_at([Path("-")], io.BytesIO(ENVELOPE + raw("typed")))
    assert (mail.source, mail.content) == (STANDARD_INPUT, ENVELOPE + raw("typed"))
    [mail] = mails_at([Path("-")], io.BytesIO(raw(b"x" * LARGEST)))
    assert (mail.is_whole, len(mail.content)) == (False, BEGINNING)
    monkeypatch.chdir(tmp_path)
    Path("-").write_bytes(raw("a file"))
    assert [mail.content for mail in mails_at([Path("-")])] == [raw("a file")]


def test_a_path_that_cannot_be_read_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(raw("a"))
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (
        ("missing", "does not exist"),
        ("a.eml/within", "cannot be read"),
        ("pipe", "is neither a file nor a folder"),
        ("\0", "cannot be read"),
        ("x" * 5_000, "cannot be read"),
    ):
        with pytest.raises(BadInput, match=reason):
            mails_at([tmp_path / "a.eml", tmp_path / name])


def test_what_cannot_be_opened_in_a_folder_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.eml", "b.eml"):
        (tmp_path / name).write_bytes(raw("body"))
    (tmp_path / "closed").mkdir()
    opened, scanned = os.open, os.scandir

    def refuse(path: str | Path, *rest: int) -> int:
        if str(path).endswith("a.eml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    def refuse_folder(path: str | Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scanned(path)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    found = {mail.source.removeprefix(f"{tmp_path}/"): mail.trouble for mail in mails_at([tmp_path])}
    assert found == {
        "a.eml": "The file cannot be read: Permission denied.",
        "b.eml": "",
        "closed": "The folder cannot be read: Permission denied.",
    }
