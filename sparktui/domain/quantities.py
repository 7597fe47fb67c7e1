"""Lists of things with quantities, as files and the command line write them: ``messaging:100; meetings:25``.

One job: parse and print that form. Must not: decide which services a customer may try.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sparktui.domain.trial import Device, Service, ServiceLine

# A file repeats the same few lists thousands of times.
_remembered = lru_cache(maxsize=1_024)
_QUANTITY = re.compile(r"\d{1,9}", re.ASCII)
MAX_MODEL_LENGTH = 200


@_remembered
def parse_services(text: str, default_quantity: int) -> tuple[ServiceLine, ...]:
    """Return the services that ``text`` lists, in the catalogue's order; a bare name means ``default_quantity``.

    Raises:
        ValueError: with a sentence that names the part that is wrong and how to mend it.
    """
    found: dict[Service, int] = {}
    for name, quantity in _parts(text, default_quantity):
        service = parse_service(name)
        if service in found:
            raise ValueError(f"names {service} twice; give each service once")
        found[service] = quantity
    return tuple(ServiceLine(service, found[service]) for service in Service if service in found)


@_remembered
def parse_devices(text: str) -> tuple[Device, ...]:
    """Return the devices that ``text`` lists, in its order; a bare model means one.

    Raises:
        ValueError: with a sentence that names the part that is wrong and how to mend it.
    """
    found: dict[str, int] = {}
    for model, quantity in _parts(text, 1):
        if model in found:
            raise ValueError(f"names {model!r} twice; give each model once with its quantity")
        if len(model) > MAX_MODEL_LENGTH:
            raise ValueError(f"has a model name of more than {MAX_MODEL_LENGTH} characters; shorten it")
        found[model] = quantity
    return tuple(Device(model, quantity) for model, quantity in found.items())


@_remembered
def parse_service_names(text: str) -> tuple[Service, ...]:
    """Return the services that ``text`` lists without quantities, in the catalogue's order, each once.

    Raises:
        ValueError: with a sentence that names the part that is wrong and how to mend it.
    """
    named = {parse_service(part) for part in (piece.strip() for piece in text.split(";")) if part}
    return tuple(service for service in Service if service in named)


def parse_service(name: str) -> Service:
    """Return the service called ``name``, letter case and ``room systems``/``room_systems`` aside.

    Raises:
        ValueError: naming the services there are.
    """
    folded = re.sub(r"[\s_]+", "-", name.strip().lower())
    try:
        return Service(folded)
    except ValueError:
        known = ", ".join(Service)
        raise ValueError(f"names the unknown service {name.strip()[:60]!r}; the services are {known}") from None


def format_services(lines: Sequence[ServiceLine]) -> str:
    """Return ``lines`` in the form that `parse_services` reads."""
    return "; ".join(f"{line.service}:{line.quantity}" for line in lines)


def format_devices(devices: Sequence[Device]) -> str:
    """Return ``devices`` in the form that `parse_devices` reads."""
    return "; ".join(f"{device.model}:{device.quantity}" for device in devices)


def _parts(text: str, default_quantity: int) -> list[tuple[str, int]]:
    parts = []
    for piece in text.split(";"):
        if not piece.strip():
            continue
        name, colon, quantity = piece.rpartition(":")
        if not colon:
            parts.append((piece.strip(), default_quantity))
            continue
        if not name.strip():
            raise ValueError(f"has a quantity without a name in {piece.strip()[:60]!r}; put the name before the colon")
        if not _QUANTITY.fullmatch(quantity.strip()) or int(quantity) < 1:
            raise ValueError(f"has the quantity {quantity.strip()[:60]!r}; write a whole number, 1 or more")
        parts.append((name.strip(), int(quantity)))
    return parts
