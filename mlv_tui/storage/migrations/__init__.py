"""Numbered scripts that bring a database's schema to this program's, each run once."""
