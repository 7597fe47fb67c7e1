"""Reading one row of the users' file.

One job: turn a row into a user of a recorded customer, or into a rejection. Must not: look at other rows, or write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sparktui.domain import address
from sparktui.domain.text import plain, search_key
from sparktui.domain.trial import Customer
from sparktui.services.columns import Columns
from sparktui.services.import_report import Rejection
from sparktui.services.tabular import Row
from sparktui.services.trial_form import MAX_TEXT
from sparktui.store.customers import address_key
from sparktui.store.users import User

COLUMNS = {
    "admin_email": "Customer Admin Email",
    "customer_name": "Customer Name",
    "email": "Email",
    "display_name": "Display Name",
}


@dataclass(frozen=True, slots=True)
class UserReader:
    """Reads rows beside the recorded customers that they speak of, found by address key and by name key."""

    columns: Columns
    by_address: Mapping[str, Customer]
    by_name: Mapping[str, Sequence[Customer]]

    def read(self, row: Row) -> User | Rejection:
        """Return the user that ``row`` describes, or why it cannot be taken."""
        if row.error:
            return Rejection(row.line, "", "", row.error)
        customer = self._customer(row)
        if isinstance(customer, Rejection):
            return customer
        email, name = self._cell(row, "email"), self._cell(row, "display_name")
        wrong = address.is_address(email)
        if wrong:
            return self.reject(row, "email", f"Email {plain(email, 80)!r} is not a mail address: {wrong}")
        if len(name) > MAX_TEXT:
            return self.reject(row, "display_name", f"Display Name is longer than {MAX_TEXT} characters. Shorten it.")
        return User(customer.id, email, name)

    def reject(self, row: Row, field: str, reason: str) -> Rejection:
        """Return the rejection of ``row`` for what its ``field`` says."""
        return Rejection(row.line, self.columns.heading(field), self.columns.cell(row.cells, field), reason)

    def _customer(self, row: Row) -> Customer | Rejection:
        typed, name = self._cell(row, "admin_email"), self._cell(row, "customer_name")
        if typed:
            known = self.by_address.get(address_key(typed))
            reason = f"No customer has the administrator {plain(typed, 80)}. Import the customers first."
            return known or self.reject(row, "admin_email", reason)
        if not name:
            field = "admin_email" if "admin_email" in self.columns.positions else "customer_name"
            return self.reject(row, field, f"{COLUMNS[field]} is empty, so nobody can tell whose user this is.")
        named = self.by_name.get(search_key(name), ())
        if len(named) == 1:
            return named[0]
        many = f"{len(named)} customers are" if named else "No customer is"
        return self.reject(
            row, "customer_name", f"{many} called {plain(name, 80)}. Give the address of the customer's administrator."
        )

    def _cell(self, row: Row, field: str) -> str:
        return self.columns.cell(row.cells, field).strip()
