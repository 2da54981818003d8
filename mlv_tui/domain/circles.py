"""Circles: what leads back to itself, in any graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

Ways = Callable[[int], Iterable[int]]
"""Where one gets from a node."""


def circles(starts: Iterable[int], ways: Ways) -> dict[int, int]:
    """Number all nodes that can be reached; those that lead to each other have one number."""
    back: dict[int, list[int]] = {}
    order = _in_order_of_ending(starts, ways, back)
    numbers: dict[int, int] = {}
    for node in reversed(order):
        stack = [node]
        while stack:
            one = stack.pop()
            if one not in numbers:
                numbers[one] = node
                stack += back[one]
    return numbers


def _in_order_of_ending(starts: Iterable[int], ways: Ways, back: dict[int, list[int]]) -> list[int]:
    """Visit everything depth first; note in `back` who leads to each node."""
    order: list[int] = []
    for start in starts:
        path: list[tuple[int, Iterator[int]]] = []
        _enter(start, path, ways, back)
        while path:
            node, rest = path[-1]
            following = next(rest, None)
            if following is None:
                order.append(node)
                path.pop()
                continue
            _enter(following, path, ways, back)
            back[following].append(node)
    return order


def _enter(
    node: int, path: list[tuple[int, Iterator[int]]], ways: Ways, back: dict[int, list[int]]
) -> None:
    if node not in back:
        back[node] = []
        path.append((node, iter(ways(node))))


def shortest_way(start: int, goal: int, ways: Ways, most: int) -> tuple[int, ...]:
    """Return the nodes from one to another, both included.

    Args:
        start: Where to begin.
        goal: Where to get.
        ways: Between them.
        most: How many nodes to look at.

    Returns:
        Nothing if there is no way, or none that is found in time.
    """
    came_from: dict[int, int | None] = {start: None}
    waiting = deque([start])
    while waiting and len(came_from) <= most:
        node = waiting.popleft()
        if node == goal:
            return tuple(reversed(list(_steps_back(node, came_from))))
        for following in ways(node):
            if following not in came_from:
                came_from[following] = node
                waiting.append(following)
    return ()


def _steps_back(node: int | None, came_from: dict[int, int | None]) -> Iterator[int]:
    while node is not None:
        yield node
        node = came_from[node]
