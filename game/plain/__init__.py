"""The game as plain lines in and out: for screen readers, pipes, dumb terminals and whoever likes it so.

No colour, no boxes, no moving of the cursor. It tells the pages that the screens show.
``game.plain.face.run`` opens it.
"""
