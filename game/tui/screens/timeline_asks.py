"""What the timeline's screen asks: another choice, who else decides, and beside what to lay a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from game.explore.whatif import WhatIf
from game.play import exploring
from game.play.branches import Branch, Branches, Stop
from game.play.page import words as bare
from game.play.pages.timeline import heading_of, label, reaches
from game.play.playthrough import Playthrough
from game.saves import Picker
from game.tui.host import Host
from game.tui.screens import timeline_words as words
from game.tui.widgets.menu import Row, row


def decide_otherwise(
    app: Host, game: Playthrough, branches: Branches, branch: Branch, stop: Stop, then: Callable[[WhatIf], None]
) -> None:
    """Ask for another choice at a stop; then, where a later decision cannot stand, who decides there.

    Raises:
        UsageError: when it may not be asked there.
    """
    options = exploring.options_at(game, branches, branch, stop)
    others = [option for option in options if option.choice is not stop.choice]
    said = [bare(heading_of(stop)), words.WAS.format(choice=stop.choice.title if stop.choice is not None else "")]
    said += [f"{option.choice.title}: {option.why_closed}" for option in others if not option.is_open]
    rows = [row(option.choice.id, option.choice.title) for option in others if option.is_open]

    def answered(choice: str | None) -> None:
        if not choice:
            return
        found = exploring.ask(game, branch, stop, choice)
        if exploring.needs_another(found):
            _ask_who(app, lambda picker: then(exploring.ask(game, branch, stop, choice, picker)))
        else:
            then(found)

    app.ask(words.DECIDE, said, _numbered([*rows, row("", words.LET_BE)]), answered)


def _ask_who(app: Host, then: Callable[[Picker], None]) -> None:
    def answered(answer: str | None) -> None:
        if answer:
            then(Picker(answer))

    rows = (row(Picker.HISTORY, words.BY_HISTORY), row(Picker.COMPUTER, words.BY_COMPUTER), row("", words.LET_BE))
    app.ask(words.WHO_ELSE, (words.WHO_ELSE_TOLD,), _numbered(rows), answered)


def choose_beside(app: Host, branches: Branches, mine: Branch, then: Callable[[Branch], None]) -> bool:
    """Ask for another line, unless there is only one; whether there is any."""
    others = {str(branch.number): branch for branch in branches.branches if branch.number != mine.number}
    if len(others) == 1:
        then(*others.values())
    elif others:

        def answered(answer: str | None) -> None:
            if answer:
                then(others[answer])

        rows = [row(key, label(branch), reaches(branch), always=True) for key, branch in others.items()]
        app.ask(words.BESIDE_WHAT.format(name=label(mine)), (), _numbered(rows), answered)
    return bool(others)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [replace(each, number=number) for number, each in enumerate(rows, 1)]
