"""For those who write scenarios: a pack or a crisis to begin with."""

from game.authoring.scaffold import new_crisis, new_pack

__all__ = ["new_crisis", "new_pack"]
