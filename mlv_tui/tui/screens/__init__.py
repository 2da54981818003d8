"""The screens: they hold the workspace, and turn keys into questions to it."""
