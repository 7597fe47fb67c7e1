"""The fields of a mail for the customer's name and the administrator's address."""

from __future__ import annotations

import pytest

from sparktui.services.mail.customer_line import CustomerLine, administrators, customer_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Customer: Contoso Ltd", CustomerLine("Contoso Ltd")),
        ("* Customer Name:\n  Contoso Ltd", CustomerLine("Contoso Ltd")),
        ("Kundenname: Contoso Ltd\n\nBye", CustomerLine("Contoso Ltd")),
        ("Customer: Contoso Ltd\nDeal ID: 42", CustomerLine("Contoso Ltd")),
        ("Customer: Contoso Ltd\nof Litware", CustomerLine("Contoso Ltd", is_whole=False)),
        ("Item\tDX80\tCompany\tContoso, Ltd", CustomerLine("Contoso, Ltd")),
        ("Ship to: Contoso Ltd", CustomerLine("Contoso Ltd", is_customers=False)),
    ],
)
def test_a_customer_stands_in_a_field(text: str, line: CustomerLine) -> None:
    [found] = customer_lines(text)
    assert found == line


@pytest.mark.parametrize(
    "text", ["The customer\n\nContoso", "Customer:\nDeal ID: 42", "Customer: 4711", "Our customer: Contoso", ""]
)
def test_where_no_field_has_a_name_none_is_read(text: str) -> None:
    assert customer_lines(text) == ()


def test_customers_stand_below_the_head_of_a_column() -> None:
    found = customer_lines("Qty\tShip to\n2\tContoso Ltd\n1\tFabrikam")
    assert {line.written for line in found} == {"Contoso Ltd", "Fabrikam"}
    [only] = customer_lines("Customer\tDeal ID\tTracking Information\n\nContoso\t42\t1Z5R89390357567127")
    assert only.written == "Contoso"


def test_an_administrator_stands_in_a_field() -> None:
    text = "Customer administrator:\nJane <jane@contoso.example>\nAdmin e-mail: lee@x.example\nCc: kim@x.example"
    assert administrators(text) == ("jane@contoso.example", "lee@x.example")
