"""How mail is to leave: read from the environment and the configuration, and refused where it makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparktui import settings
from sparktui.errors import BadInput
from sparktui.mail_settings import MailSettings, Security, SmtpServer


def mail(tmp_path: Path, config: str = "", **environment: str) -> MailSettings:
    """Return the mail settings that a configuration and an environment make."""
    path = tmp_path / "config.toml"
    path.write_text(config)
    return settings.load({}, {f"SPARKTUI_{name}": value for name, value in environment.items()}, path).mail


def test_without_settings_mail_goes_into_a_folder_beside_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert mail(tmp_path) == MailSettings(maildir=tmp_path / "sparktui" / "mail")


def test_the_configuration_names_a_server_and_the_environment_the_password(tmp_path: Path) -> None:
    config = """
        mail_sender = "trials@northwind.example"
        mail_templates = "/etc/texts"
        purchase_page = "https://buy.example"
        maildir = "/var/mail/trials"
        smtp_host = "mail.northwind.example"
        smtp_user = "ada"
        smtp_ca_file = "/etc/ca.pem"
        smtp_timeout = 5
    """
    found = mail(tmp_path, config, SMTP_PASSWORD="open sesame")
    assert found == MailSettings(
        sender="trials@northwind.example",
        templates=Path("/etc/texts"),
        purchase_page="https://buy.example",
        maildir=Path("/var/mail/trials"),
        smtp=SmtpServer(
            "mail.northwind.example",
            587,
            Security.STARTTLS,
            "ada",
            "open sesame",
            ca_file=Path("/etc/ca.pem"),
            timeout=5,
        ),
    )
    assert "open sesame" not in repr(found)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("TLS", 465), ("plain", 25)])
def test_each_protection_has_its_port(tmp_path: Path, security: str, port: int) -> None:
    found = mail(tmp_path, SMTP_HOST="mail.example", SMTP_SECURITY=security).smtp
    assert found is not None
    assert (found.port, found.security) == (port, security.lower())
    named = mail(tmp_path, SMTP_HOST="mail.example", SMTP_SECURITY=security, SMTP_PORT="2525").smtp
    assert named is not None
    assert named.port == 2525


@pytest.mark.parametrize(
    ("config", "environment", "reason"),
    [
        ('smtp_password = "x"', {}, "line 1: there is no setting 'smtp_password'"),
        ("", {"SMTP_SECURITY": "none"}, "SPARKTUI_SMTP_SECURITY: 'none' is no protection"),
        ("", {"SMTP_PORT": "0"}, "SPARKTUI_SMTP_PORT: '0' is not a port"),
        ("", {"SMTP_PORT": "smtp"}, "'smtp' is not a port"),
        ("", {"SMTP_TIMEOUT": "-1"}, "'-1' is no time to wait"),
        ("", {"SMTP_TIMEOUT": "soon"}, "'soon' is no time to wait"),
        ("", {"SMTP_SECURITY": "plain", "SMTP_USER": "ada"}, "SPARKTUI_SMTP_USER: a user's password would go"),
        ("", {"MAIL_SENDER": "Ada <ada@northwind.example>"}, "SPARKTUI_MAIL_SENDER: "),
        ("", {"PURCHASE_PAGE": "javascript:alert(1)"}, "is not a web address"),
        ("", {"PURCHASE_PAGE": "https://x.example\n"}, "characters that cannot be seen"),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_stands(
    tmp_path: Path, config: str, environment: dict[str, str], reason: str
) -> None:
    with pytest.raises(BadInput) as wrong:
        mail(tmp_path, config, **{"SMTP_HOST": "mail.example", **environment})
    assert reason in str(wrong.value)
