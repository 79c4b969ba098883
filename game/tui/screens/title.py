"""The title: what there is to do."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from game.errors import GameError
from game.play.page import Page, bare
from game.tui.flow import Bit
from game.tui.host import host
from game.tui.screens.face import Face
from game.tui.screens.helping import MENU_KEYS, help_page
from game.tui.session import what_is_played, where_it_stands
from game.tui.widgets.key_line import Hint, KeyLine
from game.tui.widgets.menu import Menu, Row, row
from game.tui.widgets.told import Divider, Told

SUBTITLE = "Decide, say what will come of it, and see what history did."
RESUME = "Resume"
NEW = "New game"
TUTORIAL = "Tutorial"
WATCH = "Watch history"
SAVES = "Saves"
SETTINGS = "Settings"
HELP = "Help"
QUIT = "Quit"
TOLD = {
    NEW: "Choose a seat and a crisis, or a whole campaign.",
    TUTORIAL: "Learn the game in five minutes.",
    WATCH: "See the record as a run, both sides at once.",
    SAVES: "Every game so far: resume or delete.",
    SETTINGS: "Colours, signs, motion, length of texts.",
    HELP: "How the game is played, and every key.",
    QUIT: "Every decision is saved as soon as it is taken.",
}
TUTORIAL_PACK = "tutorial"
ROOMY = 32
"""From this height on, every row says what it is."""
ABOUT = (
    (
        "You sit in the chair of one of two rivals. At each turn you read what your side knew on that day, choose what "
        "is done, say how likely something is, and then see what came of it beside what history did."
    ),
    (
        "There is no single score. Foresight judges what you said before you knew; Statecraft tells where your side "
        "stands; Likeness tells how close you came to history, which is a distance and not a grade."
    ),
    "Every decision is saved at once. Leave whenever you like.",
)
KEYS = (*MENU_KEYS, ("? or F1", "this help"), ("Ctrl+P", "all commands, by name"), ("q", "quit"))
HINTS = (
    Hint("Enter", "Choose", "choose", 5),
    Hint("?", "Help", "help", 4),
    Hint("^p", "Commands", "app.palette", 1),
    Hint("q", "Quit", "quit", 9),
)


class Title(Face[None]):
    """The first screen, and the one to come back to."""

    BINDINGS = [
        Binding("question_mark,f1", "help", show=False),
        Binding("q,escape", "quit", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._newest = ""
        self._where = ""

    def compose(self) -> ComposeResult:
        """A column in the middle, and the keys below."""
        with Horizontal(classes="middle"), Vertical(id="title-column"):
            yield Told(id="title-name")
            yield Divider(id="title-rule")
            yield Told(id="title-about")
            yield Menu(id="title-menu")
        yield KeyLine(id="keys")

    def furnish(self) -> None:
        """The name and the keys stay as they are."""
        pack = host(self).pack
        name, _, rest = pack.title.partition(": ")
        self.query_one("#title-name", Told).tell(
            [Bit(name, "title")], [Bit(rest[:1].upper() + rest[1:] or SUBTITLE, "stress")]
        )
        self.query_one("#title-about", Told).tell([Bit(bare(pack, pack.about)[0], "faint")])
        self.query_one("#keys", KeyLine).show_hints(HINTS)

    def come_up(self) -> None:
        """Saves may have come or gone since."""
        host(self).dress(None)
        self._newest, self._where = self._newest_save()
        menu = self.query_one(Menu)
        menu.show_rows(self._rows(), 0)
        menu.focus()
        self.fit()

    def fit(self) -> None:
        """Share the room: name, rule, a word about the pack, and the menu; the last is the last to give way."""
        self.query_one(Menu).show_rows(self._rows(), self.query_one(Menu).cursor)
        menu, about = self.query_one(Menu), self.query_one("#title-about", Told)
        name, rule = self.query_one("#title-name", Told), self.query_one("#title-rule", Divider)
        column = self.query_one("#title-column")
        width = max(1, min(self.size.width - 4, 72))
        room = self.size.height - 1
        column.styles.width = width
        told = about.height_for(width) + 1
        head = name.height_for(width)
        wanted = menu.height_for(max(1, width - 1))
        name.display = wanted + head <= room or room >= 12
        rule.display = name.display and wanted + head + 2 <= room
        about.display = rule.display and wanted + head + 2 + told <= room
        taken = (head if name.display else 0) + (2 if rule.display else 0) + (told if about.display else 0)
        name.styles.height = head
        about.styles.height = told
        menu.styles.height = max(1, min(wanted, room - taken))
        column.styles.margin = (max(0, (room - taken - wanted) // 3), 0, 0, 0)

    def _rows(self) -> list[Row]:
        rows: list[tuple[str, str, str]] = []
        if self._newest:
            rows.append((RESUME, RESUME, self._where))
        for name in (NEW, TUTORIAL, WATCH, SAVES, SETTINGS, HELP, QUIT):
            if name == TUTORIAL and host(self).pack.id == TUTORIAL_PACK:
                continue
            rows.append((name, name, TOLD[name]))
        return [
            row(key, name, told, number=number, always=key == RESUME or self.size.height >= ROOMY)
            for number, (key, name, told) in enumerate(rows, 1)
        ]

    def _newest_save(self) -> tuple[str, str]:
        """The name of the newest save that can be played, and where it stands; '' for none."""
        app = host(self)
        try:
            for listed in app.store.listing():
                if listed.tree is not None:
                    try:
                        pack = app.packs(listed.tree.root.pack)
                        where = where_it_stands(pack, listed.tree)
                        return listed.name, f"{what_is_played(pack, listed.tree)} · {where}"
                    except GameError:
                        continue
        except GameError:
            pass  # the list of saves says why
        return "", ""

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        app = host(self)
        match event.row.id:
            case "Resume":
                app.resume_game(self._newest)
            case "New game":
                app.set_up(app.pack)
            case "Watch history":
                app.set_up(app.pack, watch=True)
            case "Tutorial":
                try:
                    app.set_up(app.packs(TUTORIAL_PACK), short_way=True)
                except GameError as error:
                    app.tell_error(error)
            case "Saves":
                app.open_window("saves")
            case "Settings":
                app.open_window("settings")
            case "Help":
                self.action_help()
            case "Quit":
                self.action_quit()

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.hint.action)

    def action_choose(self) -> None:
        """Choose what the cursor is on."""
        self.query_one(Menu).action_choose()

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    def help_page(self) -> Page:
        """How the game is played."""
        return help_page(host(self).pack.title, ABOUT, KEYS)

    def action_help(self) -> None:
        """Show the help."""
        host(self).read(self.help_page)
