"""The lines of a mail that say whose it is: fields for the customer's name, and for the administrator's address.

One job: find them, and tell a name that is the whole of its field from more than that. Must not: know any customer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sparktui.domain.text import search_key
from sparktui.services.mail.columns import cells_below
from sparktui.services.mail.evidence import addresses

_MOST = 100

# Fields that hold the customer's name, and others in which it may stand, or somebody else's.
_OF_CUSTOMER = (
    r"(?:(?:end|final)[ -]?)?(?:customers?|companies|company|organi[sz]ation|client|kunden?|firma|cliente)"
    r"(?:[ ](?:company|customer|organi[sz]ation|account))?(?:[ ]?name)?"
)
_OF_OTHERS = (
    r"(?:account|user|consignee|recipient|(?:ship(?:ped)?|deliver(?:ed|y)?|sold|bill(?:ed)?)[ -]to|attn)"
    r"(?:[ ](?:company|customer|organi[sz]ation|account))?(?:[ ]name)?"
)
_SIGN = r"[*_]{0,2}[^\S\n]{0,5}[:=\t|\uff1a][*_]{0,2}"
# A field at the beginning of a line or of a cell; its value may stand on the next line.
_CUSTOMER = re.compile(
    rf"""(?:^|\t)[^\w\n]{{0,10}}(?:(?P<strict>{_OF_CUSTOMER})|{_OF_OTHERS})
    {_SIGN}[^\S\n]{{0,5}}(?P<below>\n?)[^\S\n]{{0,5}}(?P<name>[^\n\t]{{1,200}})(?P<next>(?:\n[^\n]{{0,200}})?)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_ADMINISTRATOR = re.compile(
    rf"""(?:^|\t)[^\w\n]{{0,10}}(?:(?:customer|trial)[ ])?admin(?:istrator)?(?:[ ](?:e-?mail|address|contact)){{0,2}}
    {_SIGN}[^\S\n]{{0,5}}\n?(?P<value>[^\n\t]{{1,200}})""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
# A line that is a field of its own, or no words at all, does not go on with the value of the one above it.
_OWN_LINE = re.compile(
    r"\s*(?:[\W_]*|[^\w\n]{0,10}(?:tracking[ ]information\b.*|[^\W\d][^\n:\t|=#]{0,60}[:\t|=#\uff1a].*))", re.IGNORECASE
)
# The head of the next column is no name.
_HEAD = re.compile(
    r"""\W*(?:deal[ ]?(?:ids?|no|number)|tracking[ ].*|carrier|courier|devices?|items?|models?|products?|qty|quantity
    |order(?:[ ].*)?|status|date|address|country|city|admin.*|e-?mail|price|serial.*|ship(?:ping|ment)?[ ].*)\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_AROUND_NAME = " .,;:!?*_()\"'<>|\u201c\u201d\u201e"


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """What stands in a field for a name.

    ``is_whole`` is False where the next line may go on with it. ``is_customers`` says that the field is for the
    customer, and for nobody else such as the one who gets the parcel.
    """

    written: str
    is_whole: bool = True
    is_customers: bool = True

    def names(self, customer: str) -> bool:
        """Return whether this is the name ``customer`` and nothing more; dots, case and accents do not matter."""
        return self.is_whole and _bare(self.written) == _bare(customer)

    @property
    def keys(self) -> frozenset[str]:
        """The search keys under which a customer of that name may be recorded, with and without the dots."""
        written = " ".join(self.written.split()).strip(_AROUND_NAME)
        before, blank, last = written.replace(".", "").rpartition(" ")
        ways = (self.written, written, f"{written}.", before + blank + last, f"{before}{blank}{'.'.join(last)}.")
        return frozenset(map(search_key, ways))


def customer_lines(text: str) -> tuple[CustomerLine, ...]:
    """Return what stands in fields such as ``Customer: ...``, and below such heads of columns."""
    return tuple(islice(_customer_lines(text), 2 * _MOST))


def _customer_lines(text: str) -> Iterator[CustomerLine]:
    for field in islice(_CUSTOMER.finditer(text), _MOST):
        is_empty = _HEAD.fullmatch(field["name"]) or (field["below"] and _OWN_LINE.fullmatch(field["name"]))
        if any(map(str.isalpha, field["name"])) and not is_empty:
            is_whole = bool(_OWN_LINE.fullmatch(field["next"]))
            yield CustomerLine(field["name"].strip(), is_whole, bool(field["strict"]))
    for label, is_customers in ((_OF_CUSTOMER, True), (_OF_OTHERS, False)):
        for cell in cells_below(text, label):
            if any(map(str.isalpha, cell)):
                yield CustomerLine(cell.strip(), is_customers=is_customers)


def administrators(text: str) -> tuple[str, ...]:
    """Return the addresses in fields such as ``Administrator: ...``, as they are written."""
    return addresses(field["value"] for field in islice(_ADMINISTRATOR.finditer(text), _MOST))


def _bare(name: str) -> str:
    return " ".join(search_key(name).replace(".", "").split()).strip(_AROUND_NAME)
