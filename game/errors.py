"""Every error that the game raises on purpose.

    GameError
    ├── UsageError        the command or the request makes no sense here
    ├── ContentError      a pack has mistakes, every one of them (game.content.problems)
    ├── ConditionError    a condition does not parse
    ├── ChoiceNotOpen     a decision that cannot be taken now
    └── SaveError         a save cannot be read or written
        ├── SaveDamaged   not a save, or a broken one
        ├── SaveForeign   made with other content than is here
        └── SaveBusy      another game has it open

Each face handles ``GameError`` once, at its edge. Anything else that escapes is a defect.
"""

from __future__ import annotations


class GameError(Exception):
    """Something that a person can mend: the message says what is wrong, and how."""


class UsageError(GameError):
    """A command or a request that makes no sense here."""


class ConditionError(GameError):
    """A condition that does not parse or names what does not exist.

    ``offset`` counts characters from the start of the condition, from 0. ``unknown_flag``: all that is wrong is a flag
    that nothing declares.
    """

    def __init__(self, message: str, mend: str, offset: int, *, unknown_flag: bool = False) -> None:
        super().__init__(f"{message}; {mend}" if mend else message)
        self.message = message
        self.mend = mend
        self.offset = offset
        self.unknown_flag = unknown_flag


class ChoiceNotOpen(GameError):
    """A decision that the state does not allow."""


class SaveError(GameError):
    """A save cannot be read or written."""


class SaveDamaged(SaveError):
    """The file is not a save, or a broken one. It is left as it is."""


class SaveForeign(SaveError):
    """The save was made with content that is not here, or differs."""


class SaveBusy(SaveError):
    """Another game has this save open."""
