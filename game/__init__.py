"""Two Tigers: a text game of the Sino-Soviet alliance and split, 1949-1989."""

__version__ = "0.1.0"
