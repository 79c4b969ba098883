"""Dates in words. Not by locale: the names of months must not depend on whoever plays."""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date) -> str:
    """23 August 1958."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
