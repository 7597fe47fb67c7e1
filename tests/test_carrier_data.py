"""The shipped carriers, and what is said of a file of carriers that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sparktui import reference_data
from sparktui.carrier_data import carriers, load_carriers
from sparktui.errors import BadInput

FOLDER = reference_data.data_folder()
SHIPPED = (FOLDER / "carriers.toml").read_text(encoding="utf-8")
OPERATORS = FOLDER / "postal_operators.toml"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file of carriers and gives its path."""

    def carriers_file(text: str) -> Path:
        path = tmp_path / "carriers.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return carriers_file


def refusal(path: Path, operators: Path = OPERATORS) -> str:
    with pytest.raises(BadInput) as refused:
        load_carriers(path, operators)
    assert refused.value.remedy
    return refused.value.message


def test_the_shipped_carriers_can_be_used_as_they_are() -> None:
    shipped = carriers()
    by_shape = [carrier for carrier in shipped.all if carrier.formats]
    by_hand = {carrier.code for carrier in shipped.all if not carrier.formats}
    assert len(by_shape) == 18
    assert {"tnt", "gls", "royal_mail", "postnl", "australia_post", "la_poste", "deutsche_post"} <= by_hand
    for carrier in shipped.all:
        assert set(carrier.pages) <= set(reference_data.countries())
        assert carrier.formats or carrier.tracking_page("123")


def test_every_postal_operator_is_one_of_a_country() -> None:
    issuers = next(known.issuers for carrier in carriers().all for known in carrier.formats if known.issuers)
    assert issuers
    assert set(issuers) <= set(reference_data.countries())


def test_a_page_of_a_region_is_made_from_its_word(write: Write) -> None:
    loaded = load_carriers(write(SHIPPED), OPERATORS)
    assert loaded.tracking_page("gls", "123", "DE") == "https://gls-group.com/DE/de/paketverfolgung?match=123"
    assert loaded.tracking_page("dpd", "123", "DE") == "https://tracking.dpd.de/status/de_DE/parcel/123"
    assert loaded.tracking_page("dpd", "123", "GB") == "https://track.dpd.co.uk/search?reference=123"


@pytest.mark.parametrize("country", ["", "DE", "FR", "GB", "US", "CA", "AU", "NL", "JP", "TW", "HK", "BR"])
def test_every_page_is_safe_and_takes_the_number_as_it_is_written(country: str) -> None:
    for carrier in carriers().all:
        page = carrier.tracking_page("A/1?&#<é", country)
        assert page is None or (page.startswith("https://") and "A%2F1%3F%26%23%3C%C3%A9" in page), page
        assert page is None or not set(page) & set("{}<> ")


PICKUPS = [
    ("ups", "DE", "https://wwwapps.ups.com/pickup/schedule?loc=de_DE"),
    ("ups", "", "https://wwwapps.ups.com/pickup/schedule?loc=en_US"),
    ("dhl", "TW", "https://mydhl.express.dhl/tw/zh/schedule-pickup.html"),
    ("tnt", "NL", "https://www.tnt.com/express/nl_nl/site/shipping-tools.html"),
    ("usps", "US", "https://tools.usps.com/schedule-pickup-steps.htm"),
    ("gls", "DE", None),
]


@pytest.mark.parametrize(("code", "country", "page"), PICKUPS)
def test_pickups_are_booked_in_the_region_of_the_customer(code: str, country: str, page: str | None) -> None:
    carrier = carriers().get(code)
    assert carrier is not None
    assert carrier.pickup_page(country) == page


REGIONAL = [
    ("ups", "TW", "https://www.ups.com/track?loc=zh_TW&tracknum=123"),
    ("ups", "HK", "https://www.ups.com/track?loc=zh_HK&tracknum=123"),
    ("ups", "IS", "https://www.ups.com/track?loc=en_US&tracknum=123"),
    ("fedex", "BR", "https://www.fedex.com/fedextrack/?trknbr=123&locale=pt_BR"),
    ("dhl", "JP", "https://www.dhl.com/jp-ja/home/tracking.html?tracking-id=123&submit=1"),
    ("dhl", "", "https://www.dhl.com/global-en/home/tracking.html?tracking-id=123&submit=1"),
    ("tnt", "DE", "https://www.tnt.com/express/de_de/site/shipping-tools/tracking.html?searchType=con&cons=123"),
    ("tnt", "NL", "https://www.tnt.com/express/nl_nl/site/shipping-tools/tracking.html?searchType=con&cons=123"),
    ("la_poste", "FR", "https://www.laposte.fr/outils/suivre-vos-envois?code=123"),
    ("la_poste", "US", "https://www.laposte.fr/outils/track-a-parcel?code=123"),
    ("dhl_paket", "DE", "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=123"),
    ("dhl_paket", "GB", "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=123"),
    ("canada_post", "FR", "https://www.canadapost-postescanada.ca/track-reperage/fr#/search?searchFor=123"),
    ("bpost", "BE", "https://track.bpost.cloud/btr/web/#/search?itemCode=123&lang=nl"),
    ("ontrac", "", "https://www.ontrac.com/tracking/?number=123"),
]


@pytest.mark.parametrize(("code", "country", "page"), REGIONAL)
def test_a_page_opens_in_the_region_and_language_of_the_customer(code: str, country: str, page: str) -> None:
    assert carriers().tracking_page(code, "123", country) == page


def test_a_barcode_that_the_page_does_not_take_has_none() -> None:
    assert carriers().tracking_page("fedex", "32971514560102447849175802862014") is None
    assert carriers().tracking_page("amazon", "C1004444443") is None
    assert carriers().tracking_page("amazon", "TBA000000000000") == "https://track.amazon.com/tracking/TBA000000000000"


ASTRA = 'trackable = false\n\n[[carrier.format]]\nid = "fedex_ground"\n'
WRONG = [
    ('code = "fedex"', 'code = "Fed Ex"', "code: String should match pattern"),
    ('code = "fedex"', 'code = "ups"', "code: the carrier ups stands twice"),
    ('aliases = ["Federal Express"]', 'aliases = ["ups"]', "aliases: the name ups stands twice"),
    (ASTRA, ASTRA.replace("trackable", "trackeable"), "trackeable: Extra inputs are not permitted"),
    ('id = "fedex_34"', 'id = "fedex_12"', "id: the format fedex_12 stands twice"),
    ('id = "fedex_34"', "id = 34", "id: Input should be a valid string"),
    (r"pattern = 'YT\d{16}'", r"pattern = 'YT(\d{16}'", "pattern: it is no regular expression: missing )"),
    (r"pattern = 'YT\d{16}'", r"pattern = 'YT\d+'", "pattern: every repetition needs an upper bound"),
    (r"pattern = 'YT\d{16}'", r"pattern = 'YT\d{16,}'", "pattern: every repetition needs an upper bound"),
    (r"pattern = 'YT\d{16}'", r"pattern = 'YT(?P<check>\d)'", "serial, check and serial_begins belong to formats"),
    (r"pattern = '(?P<serial>80\d{8})(?P<check>\d)'", r"pattern = '\d{11}'", "names the groups serial and check"),
    ('check = { method = "mod7" }', 'check = { method = "mod8" }', "method: Input should be 'mod7', 'mod10'"),
    ('check = { method = "mod7" }', 'check = { method = "mod10" }', "check: weights belong to mod10"),
    ('check = { method = "mod7" }', 'check = { method = "mod7", moduli = [7] }', "check: moduli belong to the sum"),
    ('serial_begins = "91"', 'serial_begins = "x"', "serial_begins: String should match pattern"),
    (ASTRA, ASTRA.replace("false", '"no"'), "trackable: Input should be a valid boolean"),
    ('operator_of = ["GB"]', 'operator_of = ["US"]', "operator_of: the operator of US stands twice"),
    ('operator_of = ["GB"]', 'operator_of = ["UK"]', "operator_of: UK has no postal operator"),
    ('page = "https://www.evri.com/track/parcel/{number}"', 'page = "ftp://evri.com/{number}"', "page: String should"),
    (
        'page = "https://www.evri.com/track/parcel/{number}"',
        'page = "http://evri.com/{number}"',
        "page: String should match",
    ),
    ('page = "https://www.evri.com/track/parcel/{number}"', 'page = "https://evri.com/"', "page: String should match"),
    ('page = "https://www.evri.com/track/parcel/{number}"', 'page = "https://a/{number}{number}"', "in it, once"),
    (
        'page = "https://www.evri.com/track/parcel/{number}"',
        'page = "https://a/{region}/{number}"',
        "only regional_page",
    ),
    (
        'pickup = { page = "https://www.royalmail.com/collection" }',
        'pickup = { page = "https://x/{number}" }',
        "page: String should match",
    ),
    (
        'pickup = { page = "https://www.royalmail.com/collection" }',
        'pickup = { page = "https://x/{region}" }',
        "pickup: regional_page has {region} in it, and page has not",
    ),
    (
        'pickup = { page = "https://www.royalmail.com/collection" }',
        'pickup = { page = "https://x/", regions = { GB = "gb" } }',
        "pickup: regions need a regional_page",
    ),
    ('TR = "tr-tr"', 'Turkey = "tr-tr"', "String should match pattern"),
    ('TR = "tr-tr"', 'TR = "?tr={number}"', "TR: String should match pattern"),
]


@pytest.mark.parametrize(("line", "wrong", "reason"), WRONG)
def test_an_entry_that_makes_no_sense_is_refused_by_its_line(write: Write, line: str, wrong: str, reason: str) -> None:
    assert SHIPPED.count(line) == 1
    path = write(SHIPPED.replace(line, wrong))
    message = refusal(path)
    assert reason in message
    told = re.match(rf"{re.escape(str(path))}, line (\d+): ", message)
    assert told
    entry = SHIPPED[: SHIPPED.index(line)].count("\n") + 1
    assert near(int(told[1]), entry), (message, entry)


def near(told: int, wrong: int) -> bool:
    """Say whether the line ``told`` is the ``wrong`` one, or begins the entry that holds it."""
    header = max(number for number, line in enumerate(SHIPPED.splitlines()[:wrong], 1) if line.startswith("[["))
    return told in (wrong, header)


def test_what_is_missing_is_told_with_the_line_where_its_entry_begins(write: Write) -> None:
    without = SHIPPED.replace('name = "Evri"\n', "")
    header = without[: without.index('code = "evri"')].count("\n")
    assert f"line {header}: name: Field required" in refusal(write(without))
    assert "carrier: Field required" in refusal(write(""))


def test_postal_operators_that_make_no_sense_are_refused_by_their_line(write: Write, tmp_path: Path) -> None:
    operators = tmp_path / "operators.toml"
    operators.write_text('[operators]\nDE = "Deutsche Post"\nGB = 4\n', encoding="utf-8")
    assert f"{operators}, line 3: GB: " in refusal(write(SHIPPED), operators)
    operators.unlink()
    assert f"{operators} cannot be read: it is missing" in refusal(write(SHIPPED), operators)
