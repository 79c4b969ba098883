"""The signs that the screens draw with, and the one gate through which text reaches them.

A terminal that knows only ASCII gets ASCII: signs and letters alike. Nothing here knows Textual.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from game.harmless import harmless_line

_NEAREST: Final = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "·": "-", "×": "x",
        "•": "*", "\xa0": " ", "«": '"', "»": '"', "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "→": "->", "°": " degrees",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marks:
    """A set of signs. Every one is one cell wide."""

    full: str
    empty: str
    here: str
    """Where history stood, on a bar and before its words."""
    rule: str
    edge: str
    cursor: str
    bullet: str
    yours: str
    asks: str
    cost: str
    note: str
    dot: str
    """Between the parts of a line."""
    arrow: str
    back: str
    down: str
    ascii: bool = False

    def read(self, text: str) -> str:
        """Text as this terminal can show it, without anything that commands it."""
        return _folded(text) if self.ascii else harmless_line(text)


UNICODE: Final = Marks(
    full="█", empty="░", here="◆", rule="─", edge="▌", cursor="›", bullet="•", yours="●", asks="?", cost="†", note="■",
    dot="·", arrow="→", back="←", down="↓",
)  # fmt: skip
ASCII: Final = Marks(
    full="#", empty=".", here="H", rule="-", edge="|", cursor=">", bullet="*", yours="*", asks="?", cost="+", note="-",
    dot="-", arrow=">", back="<", down="v", ascii=True,
)  # fmt: skip


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    text = harmless_line(text)
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_NEAREST))
    return "".join(
        character if character.isascii() else "" if unicodedata.combining(character) else "?" for character in plain
    )


def only_ascii(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the user's locale says that the terminal knows no more than ASCII.

    Python itself sets LC_CTYPE when it finds the C locale, so a C.UTF-8 there beside a LANG of C is Python's own word,
    not the user's. Where nothing is set at all, most terminals of today can do more.
    """
    said = environ.get("LC_ALL") or environ.get("LC_CTYPE", "")
    if not said or said.upper().replace("-", "") in {"C.UTF8", "UTF8"}:
        said = environ.get("LC_ALL") or environ.get("LANG", "") or said
    return bool(said) and "UTF" not in said.upper()
