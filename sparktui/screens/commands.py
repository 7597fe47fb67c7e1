"""Everything that a key can do, in one table.

One job: name each command once: keys, title, help, the screens that have it. Key bindings, the bar at the bottom,
the help page, the command palette and the README's list of keys come from here.
Must not: do anything; a screen has a method ``do_ID`` for each of its commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import Binding

from sparktui.widgets.glyphs import ASCII, terminal_glyphs

CUSTOMERS = "customers"
TRIAL = "trial"
CONVERT = "convert"
FORECAST = "forecast"
WHAT_IF = "what_if"
OUTBOX = "outbox"
SHIPMENTS = "shipments"
EVERYWHERE = (CUSTOMERS, TRIAL, CONVERT, FORECAST, WHAT_IF, OUTBOX, SHIPMENTS)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a key can do. ``keys`` are Textual key names, the first is the one that is shown.

    ``in_bar`` puts it into the bar at the bottom; the help page shows all.
    """

    id: str
    keys: str
    title: str
    help: str
    scopes: tuple[str, ...]
    in_bar: bool = False

    @property
    def key(self) -> str:
        """The key as people read it."""
        first = self.keys.split(",")[0]
        return _SHOWN.get(first, first.upper() if _FUNCTION_KEY.fullmatch(first) else first)

    @property
    def key_here(self) -> str:
        """The key as this terminal shows it: arrows by their names where there are no signs for them."""
        first = self.keys.split(",")[0]
        return first if first in _ARROWS and terminal_glyphs() is ASCII else self.key


_ARROWS = ("left", "right", "up", "down")
_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "ctrl+p": "^p",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "ctrl+n": "^n",
    "ctrl+g": "^g",
    "full_stop": ".",
    "comma": ",",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "N": "n",
}

_FUNCTION_KEY = re.compile(r"f\d+")

COMMANDS: tuple[Command, ...] = (
    Command("open", "enter", "open", "Open the trial under the cursor.", (CUSTOMERS,), in_bar=True),
    Command("convert", "c", "convert", "Begin or resume the conversion.", (CUSTOMERS, TRIAL), in_bar=True),
    Command("extend", "e", "edit", "Edit the trial: 30 days more, more services.", (CUSTOMERS, TRIAL), in_bar=True),
    Command(
        "search", "slash", "search", "Search name, address, site, deal ID, tracking number.", (CUSTOMERS,), in_bar=True
    ),
    Command("filter", "f", "filter", "Show one phase only; again: the next.", (CUSTOMERS,), in_bar=True),
    Command("filter_back", "F,shift+f", "filter back", "Show the phase before, of the same filters.", (CUSTOMERS,)),
    Command("new", "n", "new", "Start a new trial.", (CUSTOMERS,), in_bar=True),
    Command("new_again", "n", "new trial", "Start another trial for this customer.", (TRIAL,)),
    Command("contact", "o", "contact", "Record that the customer was contacted.", (CUSTOMERS, TRIAL), in_bar=True),
    Command("sort", "s", "sort", "Order by urgency, customer, expiry, start.", (CUSTOMERS,), in_bar=True),
    Command("requested", "r", "asked", "Record a purchase request, or handle it.", (CUSTOMERS, TRIAL)),
    Command("decide", "D,shift+d", "decide", "Decide: convert, extend or let it lapse.", (CUSTOMERS, TRIAL)),
    Command("mark", "space", "mark", "Mark the trial, to export several.", (CUSTOMERS,), in_bar=True),
    Command("export", "x", "export", "Write the marked trials, or all, to a file.", (CUSTOMERS,), in_bar=True),
    Command("import_file", "i", "import", "Bring in a customer file.", (CUSTOMERS,), in_bar=True),
    Command("partner", "p", "partner", "Show and change the partner's own facts.", (CUSTOMERS,)),
    Command("sample", "d", "sample data", "Look around on sample data, where there are no trials.", (CUSTOMERS,)),
    Command("copy_address", "y", "copy address", "Copy the administrator's address.", (TRIAL,), in_bar=True),
    Command("adoption", "a", "help customer", "Show how to help the customer use more of it.", (TRIAL,), in_bar=True),
    Command("copy_message", "m", "copy message", "Copy a ready message: help, or for the distributor.", (TRIAL,)),
    Command("next_tab", "right", "next tab", "Show the next tab.", (TRIAL,)),
    Command("previous_tab", "left", "previous tab", "Show the tab before.", (TRIAL,)),
    Command("go_on", "enter", "go on", "Go on: the next field, then the next step.", (CONVERT,), in_bar=True),
    Command("next_step", "ctrl+n,f8", "next step", "Go on to the next step.", (CONVERT,), in_bar=True),
    Command("previous_step", "f7", "step back", "Go back a step; everything stays.", (CONVERT,)),
    Command("take_recorded", "f2,ctrl+r", "as recorded", "Take the recorded value.", (CONVERT,), in_bar=True),
    Command("findings", "f3,ctrl+f", "rules", "Go to what the rules say, and back.", (CONVERT,), in_bar=True),
    Command("copy_line", "y", "copy", "Copy the line, and tick it off.", (CONVERT,), in_bar=True),
    Command(
        "export_sheet", "f5,ctrl+e", "save sheet", "Write the order sheet to a text file.", (CONVERT,), in_bar=True
    ),
    Command("steps", "f6", "steps", "Go to the steps: 1 to 5 choose one.", (CONVERT,), in_bar=True),
    Command("cancel_conversion", "f9", "cancel order", "Cancel this conversion, with reason.", (CONVERT,), in_bar=True),
    Command("resolve", "ctrl+g", "compare", "Compare with what somebody else saved.", (CONVERT,)),
    Command("travel", "t", "travel", "Look at another day, such as +30d; nothing changes.", EVERYWHERE),
    Command("day_on", "full_stop", "day on", "Look a day further ahead.", EVERYWHERE),
    Command("day_back", "comma", "day back", "While looking ahead: a day nearer.", EVERYWHERE),
    Command("week_on", "greater_than_sign", "week on", "Look a week further ahead.", EVERYWHERE),
    Command("week_back", "less_than_sign", "week back", "While looking ahead: a week nearer.", EVERYWHERE),
    Command("next_event", "N,shift+n", "next event", "Look ahead to the next day of change.", EVERYWHERE),
    Command("what_if", "v", "what if", "Lay the trial's futures side by side.", (CUSTOMERS, TRIAL)),
    Command("catch_up", "u", "catch up", "Work out what the trials owe by today.", (OUTBOX,), in_bar=True),
    Command("send", "s", "send", "Send everything queued that is still true.", (OUTBOX,), in_bar=True),
    Command("mark_sent", "m", "it was sent", "Say that the notice has left.", (OUTBOX,), in_bar=True),
    Command("queue_again", "r", "send again", "Say that it has not left, and queue it again.", (OUTBOX,), in_bar=True),
    Command("filter_state", "f", "filter", "Show the notices of one state only.", (OUTBOX,), in_bar=True),
    Command("open_its_trial", "enter", "open trial", "Open the trial, or the mail that waits.", (SHIPMENTS,)),
    Command("copy_number", "y", "copy number", "Copy the carrier's number.", (SHIPMENTS,), in_bar=True),
    Command("open_page", "o", "follow", "Open the carrier's page, or show its address.", (SHIPMENTS,), in_bar=True),
    Command("add_shipment", "a", "add", "Add a shipment by its number.", (SHIPMENTS,), in_bar=True),
    Command("update_shipment", "u", "news", "Record news, or who carries it.", (SHIPMENTS,), in_bar=True),
    Command("move_shipment", "w", "whose", "Say of which trial it is after all.", (SHIPMENTS,)),
    Command("move_return", "r", "return", "Open a return, or record its next step.", (SHIPMENTS,), in_bar=True),
    Command("cancel_return", "x", "cancel return", "Cancel the return, with a reason.", (SHIPMENTS,)),
    Command(
        "import_mail",
        "i",
        "import mail",
        "Look for shipments in mail: in files, or in the mailbox on a server.",
        (SHIPMENTS,),
        in_bar=True,
    ),
    Command(
        "filter_shipments", "f", "filter", "On the way, arrived, returns, waiting mail.", (SHIPMENTS,), in_bar=True
    ),
    Command(
        "search_shipments",
        "slash",
        "search",
        "Search number, customer, device, waiting mail.",
        (SHIPMENTS,),
        in_bar=True,
    ),
    Command("accept_mail", "c", "accept mail", "The waiting mail is about the suggested trial.", (SHIPMENTS,)),
    Command("assign_mail", "s", "assign mail", "Say which trial the waiting mail is about.", (SHIPMENTS,)),
    Command("reject_mail", "d", "reject mail", "The waiting mail is about no trial.", (SHIPMENTS,)),
    Command("look_at_mail", "m", "look at mail", "Read the waiting mail.", (SHIPMENTS,)),
    Command("next_week", "right", "week after", "Look at the week after.", (FORECAST,), in_bar=True),
    Command("previous_week", "left", "week before", "Look at the week before.", (FORECAST,), in_bar=True),
    Command("next_count", "down", "next count", "Look at the count below.", (FORECAST,), in_bar=True),
    Command("previous_count", "up", "count above", "Look at the count above.", (FORECAST,)),
    Command("behind", "enter", "its trials", "Go to its trials; again: open one.", (FORECAST,), in_bar=True),
    Command("outbox", "b", "outbox", "Go to the mails that trials owe.", (CUSTOMERS, TRIAL)),
    Command("forecast", "w", "weeks ahead", "Show the next 12 weeks: expiries, grace, losses.", (CUSTOMERS, TRIAL)),
    Command("refresh", "f4", "refresh", "Read everything anew.", EVERYWHERE),
    Command("customers", "1", "customers", "Go to the customer list.", EVERYWHERE),
    Command("trial", "2", "trial", "Go to the chosen trial.", EVERYWHERE),
    Command("wizard", "3", "conversion", "Go to the chosen trial's conversion.", EVERYWHERE),
    Command("shipments", "4", "shipments", "Go to shipments and returns.", EVERYWHERE),
    Command("back", "escape", "back", "Take back a search, a filter, a screen.", EVERYWHERE),
    Command("help", "question_mark,f1", "help", "Show every key of this screen.", EVERYWHERE, in_bar=True),
    Command("palette", "ctrl+p", "commands", "Find a command by its name.", EVERYWHERE),
    Command("quit", "q,ctrl+q", "quit", "Leave sparktui; everything is saved.", EVERYWHERE),
)

# What keys mean while another day is looked at, where nothing can be changed: escape comes back to today, and the key
# for a new trial jumps to the next day on which something happens.
WHILE_TRAVELLING = {"back": "today", "new": "next_event", "new_again": "next_event"}
_TRAVEL_BAR = ("next_event", "day_on", "day_back", "week_on", "week_back", "travel", "help")

# Keys of every screen that the bars of these show too, because they are what one does there.
_ALSO_IN_BAR = {FORECAST: ("travel", "back"), WHAT_IF: ("travel", "trial", "back")}

BY_ID = {command.id: command for command in COMMANDS}


def bar_of(scope: str) -> list[Command]:
    """Return the commands in the bar of the screen ``scope``, its own first; the last one, help, always stays."""
    own = [command for command in commands_of(scope) if command.in_bar]
    return [*own[:-1], *(BY_ID[command] for command in _ALSO_IN_BAR.get(scope, ())), own[-1]]


def travel_bar() -> list[Command]:
    """Return the commands in the bar of every screen while another day is looked at."""
    return [BY_ID[command] for command in _TRAVEL_BAR]


def commands_of(scope: str) -> Iterator[Command]:
    """Return the commands of the screen ``scope``, in the table's order."""
    return (command for command in COMMANDS if scope in command.scopes)


def bindings_of(scope: str) -> list[Binding]:
    """Return the key bindings of the screen ``scope``."""
    return [
        Binding(command.keys, f"command('{command.id}')", command.title, show=False) for command in commands_of(scope)
    ]
