"""Writes docs/curriculum.md anew from the pack: ``python docs/make_curriculum.py`` in the folder of the project."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game.content import load_pack  # noqa: E402
from game.content.inline import SpanKind, spans  # noqa: E402
from game.content.taught import ABOUT, CAUSES, SEMINAR, teaching  # noqa: E402
from game.engine.model import Pack  # noqa: E402
from game.engine.text import EVERYBODY, Text  # noqa: E402
from game.play.page import at_start, name_of  # noqa: E402

PAGE: Final = ROOT / "docs" / "curriculum.md"
PLACES: Final = {
    ABOUT: "the opening page",
    CAUSES: "the five causes, wherever one is explained",
    SEMINAR: "the closing seminar",
}
HEAD: Final = """\
# What the game teaches

Each point of the teaching notes that the game is built from, in the game's own words; where scholarship says otherwise,
its correction; and where every player meets it, whatever they choose. `two-tigers check` proves the last from the marks
in the texts. This page is written by `python docs/make_curriculum.py`.
"""


def page(pack: Pack) -> str:
    """The whole page."""
    lines = [HEAD]
    places = teaching(pack)
    taught = sum(bool(each) for each in places.values())
    lines.append(f"{taught} of {len(places)} points are taught.\n")
    group = ""
    for point in pack.curriculum.values():
        if (named := point.id.partition("-")[0]) != group:
            group = named
            lines.append(f"## {group}\n")
        lines.append(f"- **{point.id}** {_words(pack, point.text)}")
        if point.correction.views:
            lines.append(f"  *Scholarship:* {_words(pack, point.correction)}")
        lines.append(f"  *Met in:* {', '.join(_place(pack, each) for each in places[point.id]) or 'no place'}.\n")
    return "\n".join(lines).rstrip() + "\n"


def _place(pack: Pack, place: str) -> str:
    crisis = pack.crisis(place)
    return PLACES[place] if crisis is None else f"{crisis.title} ({crisis.id})"


def _words(pack: Pack, text: Text) -> str:
    """A text as one line of Markdown; a source is named where the game shows its number."""
    body = " ".join(text.read(EVERYBODY, at_start(pack)).split())
    return "".join(_pieces(pack, body)).replace("][", "; ").strip()


def _pieces(pack: Pack, body: str) -> Iterator[str]:
    for span in spans(body):
        match span.kind:
            case SpanKind.TEXT:
                yield span.text.replace("*", r"\*")
            case SpanKind.STRESS:
                yield f"*{span.text}*"
            case SpanKind.LINK:
                yield span.text or name_of(pack, span.ref)
            case SpanKind.CITE:
                yield f"[{name_of(pack, span.ref)}]"
            case SpanKind.MARK:
                pass


if __name__ == "__main__":
    PAGE.write_text(page(load_pack(ROOT / "scenarios" / "sino-soviet")), encoding="utf-8")
