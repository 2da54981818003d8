"""The expected errors, each worded for the person at the keyboard."""

from collections.abc import Mapping


class MlvError(Exception):
    """Something the person can mend.

    Attributes:
        message: One sentence: what is wrong, and where.
        hint: One sentence: what to do about it, or "".
        code: A stable word for scripts (`error.code` in JSON).
        exit_code: What the process ends with.
    """

    code = "error"
    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class PlanUnreadable(MlvError):
    """A plan that can't be read as it is; `line` is 1-based, or None for the whole file."""

    code = "plan-unreadable"

    def __init__(self, message: str, hint: str = "", line: int | None = None) -> None:
        super().__init__(message, hint)
        self.line = line


class NoPlans(MlvError):
    """Paths that hold no plan."""

    code = "no-plans"


class DatabaseUnusable(MlvError):
    """A database that can't be opened, read or written."""

    code = "database"


class DatabaseDamaged(DatabaseUnusable):
    """A database in which something isn't as any program wrote it."""


class DatabaseKept(MlvError):
    """A database that stays as it is: what was asked for would cost somebody something."""

    code = "database-kept"
    exit_code = 6


class SettingsInvalid(MlvError):
    """A setting that can't be understood."""

    code = "settings"


class SourceAway(MlvError):
    """An entity source that doesn't answer now: gone, locked, or too slow."""

    code = "source-away"


class SourceInvalid(MlvError):
    """An entity source that can't be used as it is, or must not be: it could be written."""

    code = "source"


class TemplateInvalid(MlvError):
    """A template that can't be used as it is."""

    code = "template"


class ValuesWrong(MlvError):
    """What was given for a template's variables; `wrong` says why, by name."""

    code = "values"
    exit_code = 2

    def __init__(self, message: str, hint: str, wrong: Mapping[str, str]) -> None:
        super().__init__(message, hint)
        self.wrong = wrong


class NotFound(MlvError):
    """A milestone or project that doesn't exist."""

    code = "not-found"
    exit_code = 4


class NotDetached(MlvError):
    """A milestone that has a heading, where one without is wanted."""

    code = "not-detached"


class Conflict(MlvError):
    """Somebody else changed what was to be changed."""

    code = "conflict"
    exit_code = 5


class QueryError(MlvError):
    """A filter, or an order, that can't be understood; it points at the word.

    Attributes:
        at: Where the word begins in the text, from 0.
        length: How long it is; 0 for a place between words.
        text: The whole text.
    """

    code = "filter"
    exit_code = 2

    def __init__(self, message: str, hint: str = "", *, at: int = 0, length: int = 0) -> None:
        super().__init__(message, hint)
        self.at = at
        self.length = length
        self.text = ""


class ImportInvalid(MlvError):
    """A file of another program, or an export, that can't be read as it is."""

    code = "import"


class FileKept(MlvError):
    """A file that is there already, and stays as it is."""

    code = "file-kept"
    exit_code = 6
