"""The command line: arguments to the workspace, answers to text or JSON."""
