"""Who carries something: typed by name or code, or picked among the carriers that a number can belong to.

One job: take a carrier, and say what its number tells. Must not: pick one of several by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.suggester import SuggestFromList

from sparktui.domain.carriers import Candidate, Carrier, Grade
from sparktui.domain.shipment import Certainty, carrier_of
from sparktui.services.identify import known_carriers, misfit
from sparktui.widgets.choice_list import Choice, ChoiceList
from sparktui.widgets.text_field import TextField

HOW_SURE = {Grade.PROVEN: "its check digit holds", Grade.SHAPE: "by its shape"}


class CarrierField(VerticalGroup):
    """A line for the carrier; below it the candidates, where a number can belong to several."""

    def compose(self) -> ComposeResult:
        """Return the line and the candidates."""
        field = TextField("Carrier", placeholder="such as ups; → completes it", id="carrier")
        field.input.suggester = SuggestFromList([carrier.code for carrier in known_carriers()], case_sensitive=False)
        yield field
        yield ChoiceList(id="candidates")

    def on_mount(self) -> None:
        """Show no candidates until there are some."""
        self._choices.display = False

    @property
    def _line(self) -> TextField:
        return self.query_one("#carrier", TextField)

    @property
    def _choices(self) -> ChoiceList:
        return self.query_one("#candidates", ChoiceList)

    @property
    def typed(self) -> str:
        """What stands in the line; empty where the number decides."""
        return self._line.value.strip()

    @property
    def code(self) -> str:
        """The code of the carrier that is typed; what nobody knows stays as it is, for the service to refuse."""
        chosen = self._chosen
        return chosen.code if chosen else self.typed.casefold()

    @property
    def _chosen(self) -> Carrier | None:
        wanted = self.typed.casefold()
        return next((one for one in known_carriers() if wanted in (one.code, one.name.casefold())), None)

    def fill(self, code: str) -> None:
        """Put ``code`` into the line."""
        self._line.fill(code)

    def judge(self, number: str, candidates: Sequence[Candidate]) -> None:
        """Say whose ``number`` can be, and offer the carriers where it can belong to several."""
        found, certainty = carrier_of(candidates)
        by_code = {candidate.carrier: candidate for candidate in reversed(candidates)}
        several = certainty is Certainty.OPEN
        self._choices.display = several
        if several:
            offered = [Choice(code, one.carrier_name, HOW_SURE[one.grade]) for code, one in sorted(by_code.items())]
            self._choices.show(offered, {self.code})
        chosen = self._chosen
        doubt = misfit(chosen.code, number) if chosen else None
        if not number.strip():
            self._line.judge("")
        elif chosen and doubt:
            self._line.judge("warn", f"{doubt.words(chosen.name)} Kept with a warning.")
        elif chosen and chosen.code != found:
            self._line.judge("info", f"It is kept as {chosen.name}'s.")
        elif found:
            self._line.judge("ok", f"{by_code[found].carrier_name}: {HOW_SURE[by_code[found].grade]}")
        elif several:
            self._line.judge("warn", "Several carriers have such numbers: pick one below, or leave it open.")
        else:
            words = "No carrier is known that has such numbers. Name one, or it is kept with a warning."
            self._line.judge("warn", words)

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        """Take the candidate that was picked."""
        event.stop()
        self._line.take(event.key)
