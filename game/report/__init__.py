"""The report of a play: one timeline beside history, to be read, handed in and marked.

It draws nothing of its own from the rules: figures come from ``game.score``, pages from ``game.play.pages``. Like the
other faces it takes every text for data.
"""

from game.report.data import as_data
from game.report.html import as_html
from game.report.make import make_report
from game.report.markdown import as_markdown
from game.report.model import Report
from game.report.sheet import as_csv

__all__ = ["Report", "as_csv", "as_data", "as_html", "as_markdown", "make_report"]
