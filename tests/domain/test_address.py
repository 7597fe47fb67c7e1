"""An operator types the customer administrator's address: what departs from the recorded one is found and named."""

from __future__ import annotations

import time

import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from sparktui.domain.address import LONGEST, AddressDifference, compare, fault_of, lines

RECORDED = "jane.doe@contoso.example"

# How long one example takes says more about the machine than about the comparison.
UNHURRIED = settings(deadline=None)

ANY_TEXT = st.text(max_size=40)
# Characters on whose width Unicode versions agree; symbols and emoji have been widened from one to the next.
SETTLED_TEXT = st.text(st.characters(exclude_categories=["So", "Sk", "No", "Cn", "Co"]), max_size=30)
ADDRESSES = st.from_regex(r"[a-z]{2,8}\.[a-z0-9]{2,8}@[a-z]{3,12}\.[a-z]{2,3}", fullmatch=True)


def difference(typed: str, recorded: str = RECORDED) -> AddressDifference:
    found = compare(typed, recorded)
    assert found is not None
    return found


def said(typed: str, recorded: str = RECORDED) -> list[tuple[str, str]]:
    return [(point.kind, point.words) for point in difference(typed, recorded).points]


def rebuilt(found: AddressDifference) -> str:
    """The typed address, made from the recorded one and the points alone."""
    made, at = "", 0
    for point in found.points:
        made += found.recorded[at : point.recorded_at]
        assert len(made) == point.typed_at
        made += point.typed_char
        at = point.recorded_at + len(point.recorded_char)
        assert found.recorded[point.recorded_at : at] == point.recorded_char
    return made + found.recorded[at:]


class TestTheRecordedAddress:
    @UNHURRIED
    @given(ANY_TEXT)
    def test_is_never_different_from_itself(self, text: str) -> None:
        assert compare(text, text) is None

    @pytest.mark.parametrize("around", [" ", "\t", "\r\n", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"])
    def test_may_be_pasted_with_white_space_around_it(self, around: str) -> None:
        assert compare(around + RECORDED + around, RECORDED) is None

    @pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u2060", "\u200d", "\u00ad", "\x00"])
    def test_may_not_be_pasted_with_something_unseen_after_it(self, unseen: str) -> None:
        (point,) = difference(RECORDED + unseen).points
        assert (point.kind, point.typed_at, point.typed_char) == ("extra", len(RECORDED), unseen)
        assert f"U+{ord(unseen):04X}" in point.words


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("jane.d0e@contoso.example", "look-alike", "digit zero, recorded letter o"),
        ("Jane.doe@contoso.example", "case", "capital J, recorded small j"),
        ("JANE.doe@contoso.example", "case", "“JANE” in another letter case, recorded “jane”"),
        ("j\N{CYRILLIC SMALL LETTER A}ne.doe@contoso.example", "look-alike", "Cyrillic small a, recorded Latin a"),
        (
            "jane.d\N{GREEK SMALL LETTER OMICRON}e@contoso.example",
            "look-alike",
            "Greek small omicron, recorded Latin o",
        ),
        ("jane.do\u00e9@contoso.example", "look-alike", "Latin small e with acute, recorded Latin e"),
        ("jane.doe@conto\uff53o.example", "look-alike", "fullwidth Latin small s, recorded Latin s"),
        ("jane.doe@conto5o.example", "look-alike", "digit five, recorded letter s"),
        ("jane.doe@contoso.examp1e", "look-alike", "digit one, recorded letter l"),
        ("jane.doe@contoso.exampIe", "look-alike", "capital I, recorded small l"),
        ("jane.doe@contoso.examp|e", "look-alike", "vertical bar, recorded letter l"),
        ("jane.doe@contoso.exarnple", "look-alike", "letter r and letter n, recorded letter m"),
        ("jane.cloe@contoso.example", "look-alike", "letter c and letter l, recorded letter d"),
        ("jane\u3002doe@contoso.example", "look-alike", "ideographic full stop (U+3002), recorded dot"),
        ("jane..doe@contoso.example", "extra", "an extra dot"),
        ("jane .doe@contoso.example", "extra", "an extra blank"),
        ("jane.doe@contoso.example.org", "extra", "“.org” is too much"),
        ("jae.doe@contoso.example", "missing", "the letter n is missing"),
        ("jane.doecontoso.example", "missing", "the at sign is missing"),
        ("jane.doe@example", "missing", "“contoso.” is missing"),
        ("jnae.doe@contoso.example", "swapped", "two neighbours are swapped, “na” for “an”"),
        ("jane.doe2contoso.example", "different", "digit two, recorded at sign"),
        ("jane.doe@context.example", "different", "“ext”, recorded “oso”"),
    ],
)
def test_one_slip_is_named_for_what_it_is(typed: str, kind: str, words: str) -> None:
    assert said(typed) == [(kind, words)]


@pytest.mark.parametrize(
    ("typed", "recorded", "words"),
    [
        ("m@x.example", "rn@x.example", "letter m, recorded letter r and letter n"),
        ("avva@x.example", "awa@x.example", "letter v and letter v, recorded letter w"),
        ("a\N{EN DASH}b@x.example", "a-b@x.example", "en dash (U+2013), recorded hyphen"),
        ("a\N{HYPHEN}b@x.example", "a-b@x.example", "hyphen (U+2010), recorded hyphen"),
        ("a\ue000@x.example", "ab@x.example", "character U+E000, recorded letter b"),
        (
            "\N{LATIN SMALL LIGATURE FI}t@x.example",
            "fit@x.example",
            "Latin small ligature fi, recorded Latin f and Latin i",
        ),
    ],
)
def test_look_alikes_are_named_in_both_directions(typed: str, recorded: str, words: str) -> None:
    assert [point.words for point in difference(typed, recorded).points] == [words]


class TestSeveralSlips:
    def test_are_all_found_where_they_stand(self) -> None:
        found = difference("Jane.d0e@contso.example")
        assert [(point.kind, point.typed_at, point.recorded_at) for point in found.points] == [
            ("case", 0, 0),
            ("look-alike", 6, 6),
            ("missing", 13, 13),
        ]

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("mary.roe@contoso.example", "another name before the @ altogether"),
            ("jane.doe@fabrikam.org", "another mail domain altogether"),
            ("bob@fabrikam.org", "another address altogether"),
            ("bob", "another address altogether"),
        ],
    )
    def test_that_make_another_address_are_said_in_one_go(self, typed: str, words: str) -> None:
        assert said(typed) == [("different", words)]

    def test_that_only_look_alike_are_never_called_another_address(self) -> None:
        assert {kind for kind, _ in said("JANE.D0E@C0NT050.EXAMPIE")} == {"case", "look-alike"}

    def test_still_leave_the_untyped_end_a_single_point(self) -> None:
        assert said("jane.d") == [("missing", "“oe@contoso.example” is missing")]
        assert said("jane.dxe") == [
            ("different", "letter x, recorded letter o"),
            ("missing", "“@contoso.example” is missing"),
        ]

    @UNHURRIED
    @given(ANY_TEXT, ANY_TEXT)
    def test_tell_the_whole_way_from_the_recorded_to_the_typed_address(self, typed: str, recorded: str) -> None:
        found = compare(typed, recorded)
        if found is None:
            assert recorded in (typed, typed.strip())
        else:
            assert found.points
            assert rebuilt(found) == found.typed == typed.strip()
            assert compare(typed, recorded) == found


class TestASingleEdit:
    @UNHURRIED
    @given(ADDRESSES, st.data(), st.sampled_from("abcxyz019.-_@é\u0430\u200bＡ"))
    def test_of_any_kind_is_found_as_one_point(self, recorded: str, data: st.DataObject, char: str) -> None:
        at = data.draw(st.integers(0, len(recorded) - 1))
        before, after = recorded[:at], recorded[at + 1 :]
        edits = {"extra": before + char + recorded[at:], "missing": before + after}
        if recorded[at] != char:
            edits["exchanged"] = before + char + after
        if recorded[at].isalpha():
            edits["case"] = before + recorded[at].upper() + after
        if after and after[0] != recorded[at]:
            edits["swapped"] = before + after[0] + recorded[at] + after[1:]
        for edit, typed in edits.items():
            (point,) = difference(typed, recorded).points
            assert point.kind == edit or (edit == "exchanged" and point.kind in ("different", "look-alike")), typed


class TestTheDisplay:
    def test_marks_one_slip_as_in_the_wizard(self) -> None:
        assert lines(difference("jane.d0e@contoso.example")) == (
            "recorded  jane.doe@contoso.example",
            "typed     jane.d0e@contoso.example",
            "                ^",
            "Digit zero, recorded letter o.",
        )

    def test_puts_the_caret_where_something_is_missing(self) -> None:
        _, typed, carets, sentence = lines(difference("jane.doe@contoso.exampl"))
        assert carets.index("^") == len(typed)
        assert sentence == "The letter e is missing."

    def test_says_no_more_than_three_things_and_counts_the_rest(self) -> None:
        *_, carets, sentence = lines(difference("Jane-d0e@c0ntoso.exampel.", "jane.doe@contoso.example"))
        assert carets == "          ^   ^ ^   ^           ^^^"
        assert sentence == (
            "Capital J, recorded small j; hyphen, recorded dot; digit zero, recorded letter o, 2 times; and 2 more."
        )

    def test_draws_no_carets_under_another_address(self) -> None:
        assert lines(difference("bob@fabrikam.org")) == (
            "recorded  jane.doe@contoso.example",
            "typed     bob@fabrikam.org",
            "Another address altogether.",
        )

    def test_stays_in_step_behind_wide_and_combining_characters(self) -> None:
        recorded = "株式.jose@x.example"
        assert lines(difference("株式.jose\u0301@y.example", recorded))[1:3] == (
            "typed     株式.jose\u25cc\u0301@y.example",
            "                   ^ ^",
        )

    def test_shows_what_would_act_on_the_terminal_as_a_mark(self) -> None:
        assert lines(difference("jane\x1b[31m.doe@contoso.example"))[1:] == (
            "typed     jane\ufffd[31m.doe@contoso.example",
            "              ^^^^^",
            "“\ufffd[31m” is too much.",
        )

    @UNHURRIED
    @given(SETTLED_TEXT, SETTLED_TEXT)
    @example("a\u200db", "ab")
    @example("\u1112\u1161\u11ab", "x")
    def test_aligns_any_two_texts_by_cell(self, typed: str, recorded: str) -> None:
        found = compare(typed, recorded)
        if found is None:
            return
        shown = lines(found)
        assert all(line.isprintable() or "\u25cc" in line for line in shown)
        first = found.points[0]
        if first.typed_char != found.typed:
            before = lines(AddressDifference("", found.typed[: first.typed_at], found.points))[1]
            assert shown[2].index("^") == cell_len(before)


class TestTextThatIsNoAddress:
    def test_is_compared_in_no_time_however_long(self) -> None:
        began = time.perf_counter()
        assert said("x" * 1_000_000) == [("different", "longer than 320 characters, no address")]
        assert said("ab" * (LONGEST // 2), "cd" * (LONGEST // 2)) == [("different", "another address altogether")]
        assert time.perf_counter() - began < 5

    def test_too_long_to_show_is_cut(self) -> None:
        _, typed, _ = lines(difference("x" * 1_000_000))
        assert typed == "typed     " + "x" * LONGEST + "…"


class TestAWellFormedAddress:
    @pytest.mark.parametrize(
        "text",
        [
            RECORDED,
            "O'Neil+trials@mail.sub-domain.co.uk",
            "ops_1@acme.museum",
            "jörg@müller.example",
            "用户@例え.example",
            "a@b.cd",
        ],
    )
    def test_is_accepted(self, text: str) -> None:
        assert fault_of(text) is None

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "The address is empty."),
            (" \N{NO-BREAK SPACE}", "The address is empty."),
            (" jane@contoso.example", "The address has blanks around it."),
            ("jane@contoso.example\n", "The address has blanks around it."),
            ("jane@contoso", "The part after the @ needs a dot."),
            ("jane\x1b@contoso.example", "The address holds a character that cannot be seen."),
            ("jane\u200b@contoso.example", "The address holds a character that cannot be seen."),
            ("x" * LONGEST + "@contoso.example", "The address is longer than 320 characters."),
        ],
    )
    def test_is_told_from_a_flawed_one(self, text: str, sentence: str) -> None:
        assert fault_of(text) == sentence

    @pytest.mark.parametrize(
        "text",
        [
            "jane",
            "@contoso.example",
            "jane@",
            "jane@@contoso.example",
            "jane doe@contoso.example",
            "jane..doe@contoso.example",
            ".jane@contoso.example",
            "jane@-contoso.example",
            "jane@contoso..example",
            "Jane Doe <jane@contoso.example>",
            '"jane doe"@contoso.example',
            "jane@[192.0.2.1]",
            "jane@contoso.local",
            "jane@contoso.example, joe@contoso.example",
        ],
    )
    def test_is_not_any_of_these(self, text: str) -> None:
        assert str(fault_of(text)).endswith(".")

    @UNHURRIED
    @given(st.from_regex(r"[a-z0-9._+'-]{1,70}@[A-Za-z0-9.-]{1,80}\.(com|example|[a-z]{2,5})", fullmatch=True))
    @example("a@" + "b." * 126 + "de")
    @example("a@b--c.de")
    @example("a@xn--c.de")
    def test_in_the_everyday_form_is_judged_as_thoroughly_as_any_other(self, text: str) -> None:
        try:
            validate_email(text, check_deliverability=False, globally_deliverable=False)
        except EmailNotValidError:
            assert fault_of(text) is not None
        else:
            assert fault_of(text) is None

    @pytest.mark.parametrize("reserved", SPECIAL_USE_DOMAIN_NAMES)
    def test_does_not_end_in_a_reserved_name(self, reserved: str) -> None:
        assert fault_of(f"jane@contoso.{reserved}") is not None

    @UNHURRIED
    @given(st.text(max_size=400))
    def test_is_asked_of_any_text_without_an_accident(self, text: str) -> None:
        wrong = fault_of(text)
        assert wrong is None or wrong.isprintable()

    def test_is_recognised_a_hundred_thousand_times_in_a_moment(self) -> None:
        began = time.perf_counter()
        assert not any(fault_of(f"jane.doe{count}@contoso{count}.example") for count in range(100_000))
        assert time.perf_counter() - began < 3
