"""Turning points on the last page: weighed in a thread of their own, so that no key waits for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import App
from textual.worker import get_current_worker

from game.play.pages import TurningPoint
from game.play.playthrough import Playthrough
from game.play.stages import Finale


class Weighing:
    """Remembers what was found for each end of a game, and finds it where it is not known yet."""

    def __init__(self, app: App[int], show: Callable[[], None]) -> None:
        """``show`` is called, in the screen's own thread, when something was found."""
        self._app = app
        self._show = show
        self._found: dict[tuple[int, int | None], tuple[TurningPoint, ...]] = {}

    def of(self, game: Playthrough) -> tuple[TurningPoint, ...]:
        """What is known of the game's end by now; begins to weigh where nothing is."""
        if not isinstance(game.stage, Finale):
            return ()
        key = (id(game), game.tree.head)
        if key not in self._found:
            self._found[key] = ()
            work = partial(self._weigh, key, game)
            self._app.run_worker(work, thread=True, group="turning", exclusive=True, exit_on_error=False)
        return self._found[key]

    def _weigh(self, key: tuple[int, int | None], game: Playthrough) -> None:
        from game.play.turning import turning_points

        found = turning_points(game)
        if found and not get_current_worker().is_cancelled:
            self._found[key] = found
            self._app.call_from_thread(self._show)
