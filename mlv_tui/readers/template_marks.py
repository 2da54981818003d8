"""What may stand between a template's braces: all that can be bounded before it is run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NoReturn

from jinja2 import nodes

from mlv_tui.domain.folding import listed, meant
from mlv_tui.domain.templates import Template
from mlv_tui.errors import TemplateInvalid

FILTERS: Final = (
    "capitalize",
    "days",
    "default",
    "items",
    "length",
    "lower",
    "title",
    "trim",
    "upper",
)
"""What may stand behind a `|`: each takes about as long as its text is."""

COUNTED: Final = "counted list"
"""The filter that every loop runs through; a name that nobody can write in a template."""

RANGE: Final = "range"
_LOOP: Final = "loop"
_OF_LOOP: Final = ("first", "index", "index0", "last", "length")
_DEEPEST: Final = 40
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Const,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Neg,
    nodes.Concat,
    nodes.Filter,
    nodes.Keyword,
    nodes.List,
    nodes.Tuple,
)
_WORDS: Final = {
    nodes.Call: "a call",
    nodes.Getattr: "an attribute",
    nodes.Getitem: "an index",
    nodes.Mul: "`*`",
    nodes.Pow: "`**`",
    nodes.Assign: "`set`",
    nodes.AssignBlock: "`set`",
    nodes.FilterBlock: "`filter`",
    nodes.FromImport: "`from`",
    nodes.CallBlock: "`call`",
    nodes.Test: "`is`",
}
_WHAT_MAY: Final = (
    "Values `{{ name }}`, `if` and `for` may; "
    f"behind a `|` there may be {listed(FILTERS)}; `for n in range(3)` counts."
)


class Marks:
    """A template's marks, checked one by one: what isn't allowed is refused."""

    def __init__(self, template: Template) -> None:
        """Check the marks of this one."""
        self._template = template
        self._known = {one.name for one in template.variables}

    def check(self, tree: nodes.Template) -> None:
        """See that nothing in it reaches out, calls, or grows without a bound.

        Raises:
            TemplateInvalid: If something does; says in which line.
        """
        # By hand, not by recursion: a tree may be as deep as its text is long.
        waiting: list[tuple[nodes.Node, int, frozenset[str]]] = [(tree, 0, frozenset(self._known))]
        while waiting:
            node, depth, known = waiting.pop()
            if depth > _DEEPEST:
                self._refuse(node, "is too deep", "Say it more simply.")
            self._check_one(node, known)
            inner = known | _targets(node)
            waiting.extend((child, depth + 1, inner) for child in _below(node))

    def _check_one(self, node: nodes.Node, known: frozenset[str]) -> None:
        match node:
            case nodes.Name():
                self._check_name(node, known)
            case nodes.Filter():
                self._check_filter(node)
            case nodes.Getattr():
                self._check_attribute(node, known)
            case nodes.For():
                self._check_loop(node)
            case _ if not isinstance(node, _ALLOWED):
                named = _WORDS.get(type(node), f"`{type(node).__name__.lower()}`")
                self._refuse(node, f"has {named}, which can't be in a template", _WHAT_MAY)
            case _:
                pass

    def _check_name(self, node: nodes.Name, known: frozenset[str]) -> None:
        if node.name not in known:
            near = meant(node.name, self._known)
            there = f"There are: {', '.join(sorted(self._known))}." if self._known else ""
            self._refuse(node, f"asks for “{node.name}”, which is no variable", near or there)

    def _check_filter(self, node: nodes.Filter) -> None:
        if node.name not in FILTERS:
            near = meant(node.name, FILTERS) or _WHAT_MAY
            self._refuse(node, f"has `|{node.name}`, which can't be in a template", near)

    def _check_attribute(self, node: nodes.Getattr, known: frozenset[str]) -> None:
        is_loops = isinstance(node.node, nodes.Name) and node.node.name == _LOOP
        if not is_loops or _LOOP not in known or node.attr not in _OF_LOOP:
            self._refuse(node, f"asks for `.{node.attr}`, which can't be in a template", _WHAT_MAY)

    def _check_loop(self, node: nodes.For) -> None:
        target = node.target
        is_name = isinstance(target, nodes.Name) and target.name not in (_LOOP, RANGE)
        if not is_name or node.recursive:
            self._refuse(node, "has a loop that isn't over one plain name", "Write `for one in …`.")

    def _refuse(self, node: nodes.Node, what: str, hint: str) -> NoReturn:
        refuse(self._template, node.lineno or self._template.line, what, hint)


def refuse(template: Template, line: int, what: str, hint: str) -> NoReturn:
    """Say what can't be.

    Args:
        template: Which.
        line: 1-based, of its file.
        what: Goes on from its place, as `is too deep`.
        hint: What to do.

    Raises:
        TemplateInvalid: Always.
    """
    raise TemplateInvalid(f"{template.place}: line {line} {what}.", hint)


def count_loops(tree: nodes.Template) -> None:
    """Have every loop run through a list that is counted, each turn by how much it has to do."""
    for loop in list(tree.find_all(nodes.For)):
        given = [nodes.Const(1 + sum(1 for _ in loop.find_all(nodes.Node)), lineno=loop.lineno)]
        loop.iter = nodes.Filter(loop.iter, COUNTED, given, [], None, None, lineno=loop.lineno)


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what stands in a mark; `range(…)` is known only where a loop counts by it."""
    for child in node.iter_child_nodes():
        if isinstance(node, nodes.For) and child is node.iter and isinstance(child, nodes.Call):
            yield from child.args if _is_range(child) else (child,)
        elif not (isinstance(node, nodes.For) and child is node.target):
            yield child


def _is_range(node: nodes.Call) -> bool:
    is_plain = not node.kwargs and node.dyn_args is None and node.dyn_kwargs is None
    return isinstance(node.node, nodes.Name) and node.node.name == RANGE and is_plain


def _targets(node: nodes.Node) -> frozenset[str]:
    """Return the names that are known inside a mark, and nowhere else."""
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        return frozenset({node.target.name, _LOOP})
    return frozenset()
