"""What the tests of the report share with those of the command line."""

from tests.cli.conftest import command, saves

__all__ = ["command", "saves"]
