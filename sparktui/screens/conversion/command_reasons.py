"""Why a command of the wizard can't be given now.

One job: a sentence for each command that is off. Must not: decide what the rules decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sparktui.screens.conversion.details_form import DetailsForm
from sparktui.screens.conversion.devices_form import DevicesForm
from sparktui.screens.conversion.progress import ELIGIBILITY, REVIEW
from sparktui.screens.conversion.stage_words import shut_words
from sparktui.screens.trial_now import hand_off_lines

if TYPE_CHECKING:
    from sparktui.screens.conversion.state import WizardState
    from sparktui.screens.conversion_wizard import ConversionWizard

_NEED_A_TRIAL = (
    "go_on",
    "next_step",
    "previous_step",
    "take_recorded",
    "findings",
    "copy_line",
    "export_sheet",
    "steps",
    "cancel_conversion",
    "resolve",
)


def why_off(command: str, wizard: ConversionWizard) -> str:
    """Return why ``command`` is off in ``wizard``, in a sentence; empty when it can be given."""
    state = wizard.state
    if state is None:
        return "The trial is still being read." if command in _NEED_A_TRIAL else ""
    match command:
        case "next_step":
            return shut_words(state) or ("This is the last step." if wizard.step == REVIEW else "")
        case "go_on":
            return shut_words(state)
        case "previous_step":
            return "This is the first step." if wizard.step == ELIGIBILITY else ""
        case "take_recorded":
            return _why_not_recorded(wizard)
        case "copy_line":
            return _why_not_copied(wizard, state)
        case "export_sheet":
            has_sheet = state.can_copy or (hand_off_lines(state.view) and not state.is_fixed)
            return "" if has_sheet else state.shut or _NOT_READY
        case "cancel_conversion":
            return _why_not_cancelled(state)
        case "resolve":
            return "" if wizard.theirs is not None else "Nobody else changed this conversion meanwhile."
    return ""


_NOT_READY = "The order is not ready yet: mend what blocks, acknowledge the warnings, and make it ready in the review."


def _why_not_recorded(wizard: ConversionWizard) -> str:
    form = wizard.form
    if isinstance(form, DetailsForm | DevicesForm) and form.recorded_for(wizard.focused):
        return ""
    return "Nothing is on record for what has the focus; the fields of the order details have a recorded value."


def _why_not_copied(wizard: ConversionWizard, state: WizardState) -> str:
    if wizard.step == ELIGIBILITY and hand_off_lines(state.view):
        return ""
    if not state.can_copy:
        return state.shut or _NOT_READY
    return "" if wizard.step == REVIEW else "The order sheet is in the review, step 5."


def _why_not_cancelled(state: WizardState) -> str:
    if state.looking:
        return state.looking
    if state.document is None:
        return "There is nothing to cancel: no conversion is under way."
    return "" if state.document.state.is_open else f"This conversion is {state.document.state} already."
