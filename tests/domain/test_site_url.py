"""Site URLs: the same site however it is written, and nothing that merely looks like one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sparktui.domain.site_url import is_well_formed, normalise
from tests.model import conversion as model

KELVIN = "\N{KELVIN SIGN}"


@pytest.mark.parametrize(
    "written",
    [
        "acme.webex.com",
        "ACME.WebEx.COM",
        "  acme.webex.com\t",
        "https://acme.webex.com",
        "HTTPS://Acme.WebEx.com/",
        "http://acme.webex.com/meet/jane?x=1#top",
        "acme.webex.com.",
        "https://acme.webex.com./meet",
        "acme.webex.com:443",
        "acme.webex.com:443/meet",
    ],
)
def test_one_site_in_many_hands(written: str) -> None:
    assert normalise(written) == "acme.webex.com"


@pytest.mark.parametrize(
    "site",
    ["a.webex.com", "7.webex.com", "a-b.webex.com", "acme--eu.webex.com", f"{'a' * 63}.webex.com"],
)
def test_a_site_is_one_label_before_webex_com(site: str) -> None:
    assert is_well_formed(normalise(site))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "https://",
        "webex.com",
        ".webex.com",
        "acme",
        "acme.example",
        "acme.webex.org",
        "acme.webex.com.evil.example",
        "eu.acme.webex.com",
        "acmewebex.com",
        "-acme.webex.com",
        "acme-.webex.com",
        "ac_me.webex.com",
        "ac me.webex.com",
        "acme.webex.com..",
        "acme.webex.com\n.example",
        f"{'a' * 64}.webex.com",
        "jane@acme.webex.com",
        "müller.webex.com",
        f"{KELVIN}iwi.webex.com",
        "acme.webex.com:٤٤٣",
        "acme.webe\N{CYRILLIC SMALL LETTER HA}.com",
    ],
)
def test_what_is_no_site(written: str) -> None:
    assert not is_well_formed(normalise(written))


def test_the_kelvin_sign_is_not_the_letter_it_lowers_to() -> None:
    assert KELVIN.lower() == "k"
    assert normalise(f"{KELVIN}iwi.webex.com") != normalise("kiwi.webex.com")
    assert normalise("KIWI.webex.com") == normalise("kiwi.webex.com")


SCHEMES = ("https://", "HTTP://", "://")
NAMES = ("acme", "Acme", "k", KELVIN, "İ", "ß", "-", "_", ".", "xn--", "7", "@", ".webex.com", ".WebEx.COM")
ENDS = (":443", ":٣", "/", "/meet", " ", "\n", "\N{NO-BREAK SPACE}")
# Of query strings the written rules say nothing: the product cuts them off, the model keeps them.
texts = st.lists(st.sampled_from((*SCHEMES, *NAMES, *ENDS)), max_size=7).map("".join) | st.text(
    st.characters(exclude_characters="?#:"), max_size=40
)


@given(texts)
@example(f"https://{KELVIN}iwi.webex.com/")
@example(" acme.webex.com. ")
def test_normal_forms_equal_the_models(text: str) -> None:
    assert normalise(text) == model.site(text)
    assert is_well_formed(normalise(text)) == model.well_formed(text)


@given(texts)
def test_a_well_formed_site_is_its_own_normal_form(text: str) -> None:
    site = normalise(text)
    if is_well_formed(site):
        assert normalise(site) == site
