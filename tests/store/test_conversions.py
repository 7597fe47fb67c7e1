"""Conversion documents' rows: one open document per trial, and no change over somebody else's."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from sparktui.domain.conversion import Acknowledgement, Conversion, ConversionState, DevicesChoice, Order
from sparktui.domain.offer import OfferName
from sparktui.errors import Conflict, OutsideFailure
from sparktui.services.desk import Desk
from sparktui.store import conversions
from tests.portfolio import a_trial


@pytest.fixture
def draft(desk: Desk) -> Conversion:
    """The draft of a trial's conversion."""
    trial = a_trial(desk)
    with desk.database.writing() as connection:
        return conversions.add(connection, Conversion(0, trial.id, ConversionState.DRAFT, Order(deal_id="1")))


def test_a_document_comes_back_as_it_was_written(desk: Desk, draft: Conversion) -> None:
    with desk.database.reading() as connection:
        assert conversions.open_for(connection, draft.trial_id) == draft
        assert conversions.of_trial(connection, draft.trial_id) == (draft,)


def test_a_change_counts_and_a_change_of_what_is_no_longer_there_is_refused(desk: Desk, draft: Conversion) -> None:
    with desk.database.writing() as connection:
        changed = conversions.change(connection, replace(draft, order=Order(deal_id="12")))
    assert changed.version == draft.version + 1
    with pytest.raises(Conflict, match="nothing was written"), desk.database.writing() as connection:
        conversions.change(connection, replace(draft, order=Order(deal_id="13")))
    with desk.database.reading() as connection:
        assert conversions.open_for(connection, draft.trial_id) == changed


@pytest.mark.parametrize("state", [state for state in ConversionState if state.is_open])
def test_a_trial_has_one_open_document(desk: Desk, draft: Conversion, state: ConversionState) -> None:
    with pytest.raises(Conflict), desk.database.writing() as connection:
        conversions.add(connection, replace(draft, state=state))


def test_closed_documents_stand_beside_the_open_one(desk: Desk, draft: Conversion) -> None:
    with desk.database.writing() as connection:
        conversions.add(connection, replace(draft, state=ConversionState.CANCELLED))
        conversions.add(connection, replace(draft, state=ConversionState.CANCELLED))
    with desk.database.reading() as connection:
        assert [found.id for found in conversions.of_trial(connection, draft.trial_id)] == [3, 2, 1]
        assert conversions.open_for(connection, draft.trial_id) == draft


def test_every_field_of_an_order_comes_back(desk: Desk, draft: Conversion) -> None:
    order = Order(
        offer=OfferName.A_SPK,
        plan="M1",
        addons=("A1", "A2"),
        deal_id=" 7",
        admin_email="Jané@acme.example",
        webex_url="acme.webex.com",
        device_contact="2026-11-20, Bo, case 7",
        site_ticket="ticket 9",
        devices=DevicesChoice.RETURN,
        acknowledged=(Acknowledgement("CNV-1", "“Sure?”"),),
    )
    assert not [field.name for field in fields(Order) if getattr(order, field.name) == getattr(Order(), field.name)]
    with desk.database.writing() as connection:
        changed = conversions.change(connection, replace(draft, order=order))
    with desk.database.reading() as connection:
        assert conversions.open_for(connection, draft.trial_id) == changed
    assert json.loads(json.dumps(conversions.order_values(order))) == conversions.order_values(order)


def test_an_order_of_an_older_version_lacks_fields_and_has_others(desk: Desk, draft: Conversion) -> None:
    with desk.database.writing() as connection:
        connection.exec_driver_sql("""UPDATE conversions SET "order" = '{"plan": "M1", "colour": "red"}'""")
    with desk.database.reading() as connection:
        found = conversions.open_for(connection, draft.trial_id)
    assert found is not None
    assert found.order == Order(plan="M1")


@pytest.mark.parametrize(
    "stored",
    [
        *('"text"', "[1]", '{"offer": "A-XYZ"}', '{"devices": "sell"}', '{"plan": 3}', '{"deal_id": null}'),
        *(
            '{"addons": "A1"}',
            '{"addons": [1]}',
            '{"acknowledged": [{"rule": "CNV-1"}]}',
            '{"acknowledged": ["CNV-1"]}',
        ),
    ],
)
def test_an_order_that_was_changed_past_the_program_is_told_in_words(
    desk: Desk, draft: Conversion, stored: str
) -> None:
    with desk.database.writing() as connection:
        connection.exec_driver_sql('UPDATE conversions SET "order" = ?', (stored,))
    with desk.database.reading() as connection, pytest.raises(OutsideFailure, match="A stored order cannot be read"):
        conversions.of_trial(connection, draft.trial_id)
