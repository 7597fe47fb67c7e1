"""The words of the trade as frozen values: trials, phases, offers, orders. Pure: no I/O, no clock, no storage."""
