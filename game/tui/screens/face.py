"""What every screen and window shares: when its widgets are there to be furnished, shown and fitted."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import Screen

Answer = TypeVar("Answer")


class Face(Screen[Answer], Generic[Answer]):
    """A screen. One that is being made while the app ends never gets its widgets; then nothing is asked of it."""

    def on_mount(self) -> None:
        """The widgets are there, for the first time."""
        if self.children:
            self.furnish()

    def on_screen_resume(self) -> None:
        """On top, for the first time or again."""
        if self.children:
            self.come_up()

    def on_resize(self) -> None:
        """Another size."""
        if self.children:
            self.fit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that comes before the widgets do, or after another screen has come on top, is for nobody."""
        return self.is_active and bool(self.children) and super().check_action(action, parameters)

    def furnish(self) -> None:
        """Put into the widgets what stays as it is."""

    def come_up(self) -> None:
        """Show what is true now, and take the keyboard."""

    def fit(self) -> None:
        """Share the room."""
