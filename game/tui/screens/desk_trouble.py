"""When a save fails in the middle of a game: say so, and go on from what is on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.errors import GameError, SaveError
from game.play.stages import Stage
from game.tui.host import Host
from game.tui.widgets.menu import row

NOT_SAVED: Final = "It could not be saved"
NOT_SAVED_TOLD: Final = (
    "What you did last is not on disk, so it does not count yet. Everything before it is safe. Make room or mend the "
    "folder and try again, or leave."
)
TRY_AGAIN: Final = "Try again"
LEAVE_ANYWAY: Final = "Leave; what was saved before is safe"


def not_kept(app: Host, error: SaveError, deed: Callable[[], object], before: Stage, then: Callable[[], None]) -> None:
    """Offer to try again, for as long as it takes, or to leave.

    Args:
        app: where to ask.
        error: what went wrong.
        deed: what was being done.
        before: where the game stood then.
        then: shows where it stands, once all is well.
    """

    def answered(answer: str | None) -> None:
        session = app.session
        if answer == "leave" or session is None:
            app.leave_game()
            return
        try:
            if session.take_up_again(before):
                deed()
        except SaveError as again:
            not_kept(app, again, deed, before, then)
        except GameError as other:
            app.tell_error(other)
        else:
            then()

    rows = (row("again", TRY_AGAIN, number=1), row("leave", LEAVE_ANYWAY, number=2))
    app.ask(NOT_SAVED, (str(error), NOT_SAVED_TOLD), rows, answered)
