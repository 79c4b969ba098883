"""The screens and windows, one module each. They show what the playthrough says and hand it what the player does."""
