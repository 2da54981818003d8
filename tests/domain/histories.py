"""Plans that live through edits at random, each section known by a number of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from saving import Folder
from strategies import Section

Known = tuple[int, Section]
"""A section and who it is, through all edits."""

_BEGINNINGS = ("b", "dr", "f", "gl", "h", "k", "m", "n", "pl", "s", "st", "tr", "v", "w", "z")
_ENDS = ("a", "ell", "i", "o", "und", "ax", "er", "is", "ount", "e")


def _word(random: Random) -> str:
    """Make a word up; sections that have nothing to do with each other share few."""
    return "".join(random.choice(_BEGINNINGS) + random.choice(_ENDS) for _ in range(3))


@dataclass
class History:
    """Plans by path, as sections of which it is known who they are."""

    random: Random
    plans: dict[str, list[Known]]
    last: int = 0

    def section(self, level: int = 0) -> Known:
        """Write a section that never was."""
        self.last += 1
        lines = [
            f"- The {_word(self.random)} of each {_word(self.random)} {_word(self.random)}"
            for _ in range(self.random.choice((2, 3, 4, 6, 9)))
        ]
        title = f"{_word(self.random)} {_word(self.random)}".capitalize()
        return self.last, Section(title, level or self.random.choice((2, 2, 3)), "\n".join(lines))

    def sections(self) -> dict[str, tuple[Section, ...]]:
        """Give what is in the files."""
        return {plan: tuple(one for _, one in known) for plan, known in self.plans.items()}

    def edit(self) -> str:
        """Edit one plan somewhere; say how."""
        plan = self.random.choice(sorted(self.plans))
        known = self.plans[plan]
        name = self.random.choice(sorted(EDITS))
        EDITS[name](self, plan, known, self.random.randrange(1, len(known)))
        return name


def history(seed: int) -> History:
    """Write three or four plans."""
    made = History(Random(seed), {})  # noqa: S311 - nothing secret
    for at in range(made.random.choice((3, 4))):
        many = made.random.randint(10, 40)
        made.plans[f"plan-{at}.md"] = [made.section(1), *(made.section() for _ in range(many - 1))]
    return made


def outcome(seed: int, edits: int = 5) -> tuple[int, int, list[str]]:
    """Live through some edits, with a mark of its own on every milestone.

    Returns:
        How many sections were edited or moved to another file, how many of these kept their
        milestone, and which got another's.
    """
    lived, folder = history(seed), Folder()
    folder.save(lived.sections())
    kept, stayed, wrong = 0, 0, []
    owner: dict[int, int] = {}
    said: dict[int, tuple[str, Section]] = {}
    for at in range(edits + 1):
        name = lived.edit() if at else "first"
        gone = dict.fromkeys(folder.files.keys() - lived.plans.keys())
        changed = {p: s for p, s in lived.sections().items() if folder.files.get(p) != s}
        folder.save({**gone, **changed})
        is_of = {ident: who for who, ident in owner.items()}
        now: dict[int, int] = {}
        for plan, known in lived.plans.items():
            for (who, section), ident in zip(known, folder.ids(plan), strict=True):
                now[who] = ident
                is_edited = who in owner and said[who] != (plan, section)
                stayed, kept = stayed + is_edited, kept + (is_edited and owner[who] == ident)
                said[who] = plan, section
                if is_of.get(ident, who) != who:
                    wrong.append(f"{seed} {name}: {section.title} is {is_of[ident]}, not {who}")
        owner |= now
    return stayed, kept, wrong


def _reworded(one: Known, random: Random, share: float) -> Known:
    lines = one[1].body.split("\n")
    for at in random.sample(range(len(lines)), int(share * len(lines))):
        lines[at] = f"- {_word(random)} waits for the {_word(random)}"
    return one[0], replace(one[1], body="\n".join(lines))


def _insert(past: History, _: str, known: list[Known], at: int) -> None:
    known.insert(at, past.section())


def _delete(_: History, __: str, known: list[Known], at: int) -> None:
    if len(known) > 3:
        del known[at]


def _replace(past: History, _: str, known: list[Known], at: int) -> None:
    """Write something else; what stands below goes as well, since children tell of a parent."""
    level = known[at][1].level
    below = next((to for to in range(at + 1, len(known)) if known[to][1].level <= level), None)
    known[at:below] = [past.section(level), past.section(level)]


def _move(past: History, _: str, known: list[Known], at: int) -> None:
    known.insert(past.random.randrange(1, len(known)), known.pop(at))


def _swap(past: History, _: str, known: list[Known], at: int) -> None:
    to = past.random.randrange(1, len(known))
    known[at], known[to] = known[to], known[at]


def _level(_: History, __: str, known: list[Known], at: int) -> None:
    known[at] = known[at][0], replace(known[at][1], level=5 - max(known[at][1].level, 2))


def _retitle(past: History, _: str, known: list[Known], at: int) -> None:
    known[at] = known[at][0], replace(known[at][1], title=past.section()[1].title)


def _reword(past: History, _: str, known: list[Known], at: int) -> None:
    known[at] = _reworded(known[at], past.random, 1)


def _both(past: History, plan: str, known: list[Known], at: int) -> None:
    _retitle(past, plan, known, at)
    known[at] = _reworded(known[at], past.random, 0.3)


def _remark(past: History, _: str, known: list[Known], at: int) -> None:
    remark = past.random.choice((" (done)", " — in progress", " ✅", " [80 %]"))
    known[at] = known[at][0], replace(known[at][1], title=known[at][1].title + remark)


def _small(past: History, _: str, known: list[Known], at: int) -> None:
    title = known[at][1].title.replace(" ", past.random.choice((" of ", " with all ")))
    known[at] = _reworded((known[at][0], replace(known[at][1], title=title)), past.random, 0.5)


def _number(_: History, __: str, known: list[Known], ___: int) -> None:
    for at, (who, one) in enumerate(known):
        title = one.title.partition(": ")[2] or one.title
        known[at] = who, replace(one, title=f"Phase {at}: {title}")


def _first_and_number(past: History, plan: str, known: list[Known], at: int) -> None:
    known.insert(1, past.section())
    _number(past, plan, known, at)


def _elsewhere(past: History, plan: str, known: list[Known], at: int) -> None:
    there = past.plans[past.random.choice(sorted(past.plans.keys() - {plan}))]
    if len(known) > 3:
        there.insert(past.random.randrange(1, len(there) + 1), known.pop(at))


def _copy(past: History, _: str, known: list[Known], at: int) -> None:
    past.last += 1
    known.insert(at + 1, (past.last, replace(known[at][1], body=past.section()[1].body)))


def _rename(past: History, plan: str, known: list[Known], _: int) -> None:
    past.last += 1
    past.plans[f"{plan[:-3]}-{past.last}.md"] = past.plans.pop(plan)
    known[1] = _reworded(known[1], past.random, 0.5)


def _grow(past: History, _: str, known: list[Known], at: int) -> None:
    more = past.section()[1].body
    known[at] = known[at][0], replace(known[at][1], body=f"{known[at][1].body}\n{more}")


EDITS: dict[str, Callable[[History, str, list[Known], int], None]] = {
    "insert": _insert,
    "delete": _delete,
    "replace": _replace,
    "move": _move,
    "swap": _swap,
    "level": _level,
    "retitle": _retitle,
    "reword": _reword,
    "retitle and reword": _both,
    "remark": _remark,
    "retitle a little": _small,
    "number": _number,
    "insert first and number": _first_and_number,
    "move to another plan": _elsewhere,
    "copy the title": _copy,
    "rename the file": _rename,
    "grow": _grow,
}
