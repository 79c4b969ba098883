"""Looking things up at a prompt: why a number is what it is, who somebody was, what a source says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.engine.model import Pack
from game.engine.reference import Work
from game.errors import UsageError
from game.plain.answers import number, order
from game.play.page import Bullets, Page, Para, line
from game.play.pages import codex_page, schools_of, why_meter_page, why_score_page
from game.play.pages.reference import search_codex
from game.play.pages.why import PARTS, readable
from game.play.playthrough import Playthrough

MOST_FOUND: Final = 20


def why(game: Playthrough, name: str) -> Page:
    """Why a meter or a part of the score is what it is; without a name, what can be asked.

    Raises:
        UsageError: if there is nothing of that name, or several things.
    """
    if not name:
        named = [f"why {meter.id}: {meter.title}" for meter in readable(game)]
        named += [f"why {part}: a part of the score" for part in PARTS]
        return Page("Why?", "What can be asked", (Bullets(tuple(line(text) for text in named)),))
    known = {str(meter.id): meter.title for meter in game.pack.meters} | {part: part for part in PARTS}
    found = _like(known, name)
    if len(found) != 1:
        what = f"'{name}' could be {', '.join(found)}" if found else f"nothing here is called '{name}'"
        raise UsageError(f"{what}; type why alone for the list")
    return why_score_page(game, found[0]) if found[0] in PARTS else why_meter_page(game, found[0])


def codex(pack: Pack, works: Sequence[Work], name: str) -> Page:
    """A person, a term, a source, a meter or a cause; several that fit are listed.

    Args:
        pack: the pack.
        works: the sources of the page that lies open, by which a number is meant.
        name: an id, a name, a part of one, or a source's number.

    Raises:
        UsageError: if there is nothing of that name.
    """
    if not name:
        raise UsageError("name somebody or something: codex NAME")
    digits = number(name.strip("[]"))
    if digits is not None:
        if not 1 <= digits <= len(works):
            there = f"its sources are [1] to [{len(works)}]" if works else "it cites none"
            raise UsageError(f"this page has no source [{digits}]; {there}")
        return codex_page(pack, works[digits - 1].id)
    wanted = name.casefold()
    numbers = {str(meter.id): meter.title for meter in pack.meters}
    numbers |= {str(cause.id): cause.title for cause in pack.causes}
    found = dict(search_codex(pack, name)) | {key: numbers[key] for key in _like(numbers, name)}
    exact = [key for key, title in found.items() if wanted in (key.casefold(), title.casefold())]
    if exact or len(found) == 1:
        return codex_page(pack, (exact or list(found))[0])
    if not found:
        raise UsageError(f"the codex has nothing called '{name}'; try a part of the name")
    items = [line(f"{title}: codex {key}") for key, title in list(found.items())[:MOST_FOUND]]
    more = len(found) - len(items)
    rest = (Para(line(f"And {more} more; give more of the name.")),) if more else ()
    return Page("Codex", f"What '{name}' could be", (Bullets(tuple(items)), *rest))


def ranked_causes(pack: Pack, text: str) -> tuple[str, ...]:
    """The seminar's causes as ranked by number: '3 1 2'.

    Raises:
        UsageError: if those are no numbers of causes, or the pack has no seminar.
    """
    causes = schools_of(pack)
    found = order(text, len(causes))
    if found is None:
        example = " ".join(str(at) for at in (*range(2, len(causes) + 1), 1))
        raise UsageError(f"put the numbers 1 to {len(causes)} in your order, each once, such as rank {example}")
    return tuple(causes[at - 1].id for at in found)


def _like(known: dict[str, str], name: str) -> list[str]:
    """The ids of what is called so; else of what begins so; else of what holds it."""
    wanted = name.casefold()
    texts = {key: (key.casefold(), key.casefold().replace("_", " "), title.casefold()) for key, title in known.items()}
    exact = [key for key, names in texts.items() if wanted in names]
    begun = [key for key, names in texts.items() if any(text.startswith(wanted) for text in names)]
    held = [key for key, names in texts.items() if any(wanted in text for text in names)]
    return exact[:1] or begun or held
