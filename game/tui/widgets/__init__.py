"""What the screens are built of. Widgets paint and report; they hold nothing of the game."""
