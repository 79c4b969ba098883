"""The game as plain lines in and out: for screen readers, pipes, dumb terminals and whoever likes it so.

No colour, no boxes, no moving of the cursor. It tells the same pages as the screens do. ``game.plain.face.run`` opens it.
"""
