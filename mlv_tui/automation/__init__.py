"""Hooks: what they are owed, how they are run, and which proposed ones are trusted."""
