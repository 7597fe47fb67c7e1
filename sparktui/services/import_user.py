"""Reading one row of the users' file.

One job: turn a row into a user of a recorded customer, or into all that is wrong with it. Must not: look at other
rows, or write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sparktui.domain import address
from sparktui.domain.text import plain, search_key
from sparktui.domain.trial import Customer
from sparktui.services.columns import Columns
from sparktui.services.import_report import Problem
from sparktui.services.tabular import Row
from sparktui.services.trial_fields import MAX_TEXT
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

    def read(self, row: Row) -> User | list[Problem]:
        """Return the user that ``row`` describes, or everything that keeps it from being taken."""
        if row.error:
            return [Problem("", "", row.error, row.remedy)]
        customer = self._customer(row)
        problems = [customer] if isinstance(customer, Problem) else []
        email, name = self._cell(row, "email"), self._cell(row, "display_name")
        if wrong := address.fault_of(email):
            reason = f"Email {email[:80]!r} is not a mail address: {wrong}" if email else "Email is empty."
            problems.append(self.problem(row, "email", reason, "Write one such as jane@contoso.example."))
        if len(name) > MAX_TEXT:
            reason = f"Display Name is longer than {MAX_TEXT} characters."
            problems.append(self.problem(row, "display_name", reason, "Shorten it."))
        return problems if isinstance(customer, Problem) or problems else User(customer.id, email, name)

    def problem(self, row: Row, field: str, reason: str, remedy: str) -> Problem:
        """Return what is wrong with ``row`` for what its ``field`` says."""
        return Problem(self.columns.heading(field), self.columns.cell(row.cells, field), reason, remedy)

    def _customer(self, row: Row) -> Customer | Problem:
        typed, name = self._cell(row, "admin_email"), self._cell(row, "customer_name")
        if typed:
            known = self.by_address.get(address_key(typed))
            reason = f"No customer has the administrator {plain(typed, 80)}."
            return known or self.problem(row, "admin_email", reason, "Import the customers first.")
        if not name:
            field = "admin_email" if "admin_email" in self.columns.positions else "customer_name"
            reason = f"{COLUMNS[field]} is empty, so nobody can tell whose user this is."
            return self.problem(row, field, reason, "Fill it in.")
        named = self.by_name.get(search_key(name), ())
        if len(named) == 1:
            return named[0]
        reason = f"{f'{len(named)} customers are' if named else 'No customer is'} called {plain(name, 80)}."
        remedy = "Give the address of the customer's administrator."
        return self.problem(row, "customer_name", reason, remedy)

    def _cell(self, row: Row, field: str) -> str:
        return self.columns.cell(row.cells, field).strip()
