"""The command line, one module for each command."""

from game.cli.main import main

__all__ = ["main"]
