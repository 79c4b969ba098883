"""What may be typed at any prompt, beside what the prompt asks for."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Verb(Enum):
    """A thing that can be asked for at any prompt."""

    HELP = "?"
    AGAIN = "r"
    METERS = "m"
    WHY = "why"
    CODEX = "codex"
    JOURNAL = "j"
    SEMINAR = "seminar"
    RANK = "rank"
    QUIZ = "quiz"
    NOTE = "n"
    UNDO = "u"
    TIMELINE = "timeline"
    BRANCHES = "branches"
    BACK = "back"
    WHATIF = "whatif"
    TAKE = "take"
    NAME = "name"
    COMPARE = "compare"
    SAVE = "save"
    QUIT = "q"


VERBS: Final = {
    "?": Verb.HELP,
    "help": Verb.HELP,
    "r": Verb.AGAIN,
    "read": Verb.AGAIN,
    "m": Verb.METERS,
    "meters": Verb.METERS,
    "why": Verb.WHY,
    "codex": Verb.CODEX,
    "j": Verb.JOURNAL,
    "journal": Verb.JOURNAL,
    "seminar": Verb.SEMINAR,
    "rank": Verb.RANK,
    "quiz": Verb.QUIZ,
    "z": Verb.QUIZ,
    "n": Verb.NOTE,
    "note": Verb.NOTE,
    "u": Verb.UNDO,
    "undo": Verb.UNDO,
    "t": Verb.TIMELINE,
    "timeline": Verb.TIMELINE,
    "branches": Verb.BRANCHES,
    "back": Verb.BACK,
    "whatif": Verb.WHATIF,
    "take": Verb.TAKE,
    "name": Verb.NAME,
    "compare": Verb.COMPARE,
    "save": Verb.SAVE,
    "q": Verb.QUIT,
    "quit": Verb.QUIT,
    "exit": Verb.QUIT,
}
WITH_WORDS: Final = frozenset(
    {Verb.WHY, Verb.CODEX, Verb.NOTE, Verb.RANK, Verb.BACK, Verb.WHATIF, Verb.TAKE, Verb.NAME, Verb.COMPARE}
)
"""Verbs that more words may follow."""

HELP: Final = (
    "? tells what can be typed here.",
    "r reads the page again.",
    "m tells how the meters stand.",
    "why NAME tells why a meter, or a part of the score, is what it is; why alone lists the names.",
    "codex NAME looks up a person, a term or a source; codex 1 is the page's source [1].",
    "j is the journal: what has been decided so far.",
    "seminar is the closing debate, once the story is over; rank 3 1 2 holds it with its causes in your order.",
    "quiz asks you about the last crisis that was looked back on; what you missed before comes back. z is the same.",
    "n TEXT writes a note to your last decision: what you would now explain differently.",
    "u goes back to your last decision, to decide otherwise; the timeline that you leave is kept.",
    "timeline lists every decision; back 3 goes back to its third; nothing is lost by it.",
    "whatif 3 asks: what if only this had been different? It grows another timeline of this save.",
    "branches lists the timelines; take 2 plays on the second, name 2 WORDS names it.",
    "compare 2 lays the second timeline beside history, compare 1 2 the first beside the second.",
    "save tells where the game is kept. It is kept by itself, at every decision.",
    "q leaves, and tells how to come back.",
)


def command(answer: str, *, among_words: bool = False) -> tuple[Verb, str] | None:
    """The verb of an answer and what follows it, if it is a command.

    Args:
        answer: a line as typed.
        among_words: whether the prompt takes free words. Then 'why not' and 'save the alliance' are words: only a verb
            alone is a command, or one behind a slash.
    """
    slash = answer.startswith("/")
    head, _, rest = answer.removeprefix("/").partition(" ")
    verb = VERBS.get(head.lower())
    rest = rest.strip()
    if verb is None or (rest and verb not in WITH_WORDS):
        return None
    if among_words and not slash and (rest or verb in WITH_WORDS):
        return None
    return verb, rest


def number(answer: str) -> int | None:
    """The number of an answer such as '2' or '2.'; None if it is none."""
    match = re.fullmatch(r"(\d{1,4})[.)]?", answer, re.ASCII)
    return int(match[1]) if match else None


def option(answer: str, most: int) -> int | None:
    """The place, from 0, of an answer such as '2', '2.', 'b' or 'B)'; None if there is no such option."""
    letter = re.fullmatch(r"([A-Z])[.)]?", answer, re.ASCII | re.IGNORECASE)
    place = ord(letter[1].lower()) - ord("a") if letter else (number(answer) or 0) - 1
    return place if 0 <= place < most else None


def percent(answer: str) -> int | None:
    """The percentage of an answer such as '60', '60%' or '60 %'; None if it is none from 0 to 100."""
    match = re.fullmatch(r"(\d{1,3}) ?%?", answer, re.ASCII)
    return int(match[1]) if match and int(match[1]) <= 100 else None


def order(answer: str, most: int) -> tuple[int, ...] | None:
    """The numbers of an answer such as '3 1 2', each once and from 1 to ``most``; None if they are no such."""
    parts = answer.replace(",", " ").split()
    found = tuple(each for part in parts if (each := number(part)) is not None and 1 <= each <= most)
    return found if found and len(found) == len(parts) == len(set(found)) else None
