"""A game in progress, and the pages that every face shows of it."""
