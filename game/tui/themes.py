"""Colours. The seats of a pack get theirs by order; no pack and no seat is named here.

Colour only ever repeats what a sign or a word says. Stretches of text name a *look*; what each look is, stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from rich.style import Style
from textual.theme import Theme

from game.tui.settings import Looks


def _theme(
    name: str,
    *,
    ground: str,
    raised: str,
    band: str,
    ink: str,
    faint: str,
    main: str,
    link: str,
    mark: str,
    cost: str,
    rule: str,
    empty: str,
    dark: bool = True,
) -> Theme:
    return Theme(
        name=name,
        primary=main,
        secondary=link,
        accent=mark,
        warning=mark,
        error=cost,
        success=link,
        foreground=ink,
        background=ground,
        surface=raised,
        panel=band,
        dark=dark,
        variables={
            "faint": faint,
            "link": link,
            "mark": mark,
            "cost": cost,
            "rule": rule,
            "bar-empty": empty,
            "band": band,
            "border": rule,
            "scrollbar": rule,
            "scrollbar-hover": main,
            "scrollbar-active": main,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "input-cursor-background": ink,
            "input-cursor-foreground": ground,
            "screen-selection-background": main,
            "screen-selection-foreground": ground,
        },
    )


PLAIN: Final = _theme(
    "plain", ground="#15171a", raised="#1c1f23", band="#2b3037", ink="#e6e3dc", faint="#a3a29c", main="#d8b56a",
    link="#8fc1d4", mark="#e39a5f", cost="#e57c73", rule="#4a4f57", empty="#565b62",
)  # fmt: skip
WARM: Final = _theme(
    "first-seat", ground="#1a1211", raised="#221817", band="#3a2522", ink="#f1e7da", faint="#b5a498", main="#e9b44c",
    link="#f0c98a", mark="#8ec5d6", cost="#f08a78", rule="#5c423c", empty="#66504a",
)  # fmt: skip
COOL: Final = _theme(
    "second-seat", ground="#10151b", raised="#171e26", band="#24313e", ink="#e3e9ee", faint="#9fabb6", main="#8fc3e8",
    link="#a9d6c4", mark="#e8b36b", cost="#ee8b86", rule="#3c4b59", empty="#4a5865",
)  # fmt: skip
CONTRAST: Final = _theme(
    "high-contrast", ground="#000000", raised="#000000", band="#003038", ink="#ffffff", faint="#e6e6e6", main="#ffff00",
    link="#00ffff", mark="#ffb000", cost="#ffa5a5", rule="#ffffff", empty="#9a9a9a",
)  # fmt: skip
LIGHT: Final = _theme(
    "light", ground="#faf7f1", raised="#f1ece2", band="#e3dac8", ink="#1f1c18", faint="#5c564d", main="#7b2d1e",
    link="#1c4f7c", mark="#8a4b00", cost="#a01c1c", rule="#b9ae9a", empty="#a59b88", dark=False,
)  # fmt: skip

THEMES: Final = (PLAIN, WARM, COOL, CONTRAST, LIGHT)


@lru_cache(maxsize=len(THEMES))
def looks_of(name: str) -> Mapping[str, Style]:
    """What every look is in a theme. Made once: styles by stylesheet would be reckoned for each widget again."""
    theme = next((theme for theme in THEMES if theme.name == name), PLAIN)
    own = theme.variables
    faint, link, mark, cost = Style(color=own["faint"]), own["link"], own["mark"], own["cost"]
    main = Style(color=theme.primary, bold=True)
    strong = Style(bold=True)
    return {
        "asks": Style(color=mark, bold=True),
        "bar": Style(color=theme.primary),
        "bar-empty": Style(color=own["bar-empty"]),
        "cite": Style(color=link),
        "cost": Style(color=cost, bold=True),
        "cursor": Style(bgcolor=theme.panel),
        "error": Style(color=cost),
        "faint": faint,
        "heading": main,
        "here": Style(color=mark, bold=True),
        "history": Style(color=mark),
        "key": main,
        "kicker": faint,
        "link": Style(color=link, underline=True),
        "note": faint + strong,
        "number": main,
        "on": Style(color=link, bold=True, reverse=True),
        "rule": Style(color=own["rule"]),
        "speaker": strong,
        "stress": Style(italic=True),
        "strong": strong,
        "subheading": strong,
        "title": main,
        "yours": main,
    }


def theme_name(looks: Looks, seat: int | None) -> str:
    """The theme for a player's liking and the seat (by its place in the pack) through whose eyes the game shows."""
    match looks:
        case Looks.CONTRAST:
            return CONTRAST.name
        case Looks.LIGHT:
            return LIGHT.name
        case Looks.SEAT:
            return PLAIN.name if seat is None else (WARM if seat % 2 == 0 else COOL).name
