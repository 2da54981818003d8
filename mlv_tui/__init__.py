"""Milestones that follow the headings of living plan files."""

__version__ = "0.1.0"
