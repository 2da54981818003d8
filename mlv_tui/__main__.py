"""The command `mlv`."""

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from mlv_tui.cli.main import run  # noqa: PLC0415 - Ctrl+C may come while it is imported

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except RuntimeError as error:
        # Python 3.11 wraps what comes while a class is made.
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        code = _INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
