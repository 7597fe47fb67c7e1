"""What the forms on shipments, returns and waiting mail share: their look, and what was refused by the rules.

One job: `ShippingForm`. Must not: know the fields of any of them.
"""

from __future__ import annotations

from typing import TypeVar

from sparktui.errors import Refused, SparktuiError
from sparktui.screens.form import Form
from sparktui.screens.refusal import refusal
from sparktui.widgets.text_field import TextField

_Saved = TypeVar("_Saved")


class ShippingForm(Form[_Saved]):
    """A narrow form with short labels."""

    DEFAULT_CSS = """
    ShippingForm {
        & > #form { max-width: 84; }
        & TextField .field--label { width: 10; }
        & TextField .field--hint { margin-left: 11; display: none; }
        & .said { height: auto; color: $text-muted; }
    }
    """

    def field(self, name: str) -> TextField:
        """Return the field of that name."""
        return self.query_one(f"#{name}", TextField)

    def not_saved(self, error: SparktuiError) -> None:
        """Say why it was not saved, with what the rules say."""
        super().not_saved(error)
        if isinstance(error, Refused):
            self.tell(error.message, refusal(error.verdict), style="error")
