"""Which mailbox is read: from the environment and the configuration, never in the clear, the password never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui import settings
from sparktui.errors import BadInput
from sparktui.mail_settings import ImapServer, Security


def mailbox(tmp_path: Path, config: str = "", **environment: str) -> ImapServer | None:
    """Return the mailbox that a configuration and an environment name."""
    path = tmp_path / "config.toml"
    path.write_text(config)
    return settings.load({}, {f"SPARKTUI_{name}": value for name, value in environment.items()}, path).mail.imap


def test_no_mailbox_is_read_unless_one_is_named(tmp_path: Path) -> None:
    assert mailbox(tmp_path) is None


def test_a_host_and_a_user_are_enough(tmp_path: Path) -> None:
    found = mailbox(tmp_path, IMAP_HOST="mail.example", IMAP_USER="ada")
    assert found == ImapServer("mail.example", 993, Security.TLS, "ada")
    assert found.folder == "INBOX"
    asked = mailbox(tmp_path, IMAP_HOST="mail.example", IMAP_USER="ada", IMAP_SECURITY="starttls")
    assert asked == ImapServer("mail.example", 143, Security.STARTTLS, "ada")


def test_everything_else_can_be_set_and_the_password_is_not_shown(tmp_path: Path) -> None:
    config = """
        imap_host = "mail.example"
        imap_port = 1993
        imap_user = "ada"
        imap_folder = "Trials/Shipped"
        imap_password_file = "/etc/password"
        imap_ca_file = "/etc/ca.pem"
        imap_timeout = 5
    """
    found = mailbox(tmp_path, config, IMAP_PASSWORD="open sesame")
    assert found == ImapServer(
        "mail.example",
        1993,
        Security.TLS,
        "ada",
        "open sesame",
        Path("/etc/password"),
        Path("/etc/ca.pem"),
        5,
        "Trials/Shipped",
    )
    assert "open sesame" not in repr(found)


@pytest.mark.parametrize(
    ("config", "environment", "reason"),
    [
        ('imap_password = "x"', {}, "line 1: there is no setting 'imap_password'"),
        ("", {"IMAP_SECURITY": "plain"}, "SPARKTUI_IMAP_SECURITY: mail and password would come in the clear"),
        ("", {"IMAP_SECURITY": "none"}, "'none' is no protection"),
        ("", {"IMAP_USER": ""}, "SPARKTUI_IMAP_HOST: whose mailbox is read at mail.example?"),
        ("", {"IMAP_PORT": "imap"}, "'imap' is not a port"),
        ("", {"IMAP_FOLDER": "INBOX\r\nDELETE INBOX"}, "SPARKTUI_IMAP_FOLDER: .* characters that cannot be seen"),
        ("", {"IMAP_TIMEOUT": "0"}, "'0' is no time to wait"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, config: str, environment: dict[str, str], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        mailbox(tmp_path, config, **{"IMAP_HOST": "mail.example", "IMAP_USER": "ada", **environment})
