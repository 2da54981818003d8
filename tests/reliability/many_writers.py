"""Many people at once: mixed edits, one field, one place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import shuffle

from board import Scale, Tally
from children import Child, children, failures_in, stored_in
from grounds import SLUG, circles_of, database, judge, plan_of, seeded, session, written

from mlv_tui.services.workspace import Workspace
from mlv_tui.storage.store import Store

NAMES = tuple(f"person{number}" for number in range(16))


def mixed_edits(kind: str, tally: Tally, scale: Scale, folder: Path) -> None:
    """Let everybody edit at once, with a large plan read in the middle."""
    names, times = NAMES[: scale.of(8, 16)], scale.of(100, 5000)
    with database(kind, folder) as address:
        seeded(address, folder, 100)
        tasks: list[list[object]] = [["mixed", written(address), name, times] for name in names]
        tasks.append(["read", written(address), "reader"])
        with children("writers", tasks) as all_of_them:
            *editors, reader = all_of_them
            for editor in editors:
                editor.sign()
            editors[0].until_lines(times // 4, 3600)
            (folder / SLUG / "big.md").write_text(plan_of(2000, "Big"), encoding="utf-8")
            reader.sign()
            said = {name: one.end(3600) for name, one in zip(names, editors, strict=True)}
            said["reader"] = reader.end(3600)
        _count(tally, said.values())
        judge(tally, address, {name: stored_in(lines) for name, lines in said.items()})
        with session(address) as opened:
            known = opened.forest(opened.project(SLUG).id).by_id.values()
        tally.exactly("read in the middle", sum(one.plan == "big.md" for one in known), 2000)


def _count(tally: Tally, said: Iterable[list[str]]) -> None:
    lines = [line for each in said for line in each]
    failed = failures_in(lines)
    waits = [float(line.split()[1]) for line in lines if line.startswith("worst ")]
    tally.say(f"stored {len(stored_in(lines))}")
    tally.say(f"told {sum(line.startswith('told') for line in lines)}")
    tally.exactly("failed", len(failed))
    tally.wrong.extend(failed[:2])
    tally.below("worst wait", max(waits), 15, "s")


def field_raced(kind: str, tally: Tally, scale: Scale, folder: Path) -> None:
    """Let eight people want one field in the same moment, round after round."""
    rounds, names = scale.of(100, 1000), NAMES[:8]
    with database(kind, folder) as address:
        wanted = seeded(address, folder, rounds)
        tasks = [["race", written(address), name, *wanted] for name in names]
        with children("writers", tasks) as racers:
            for number in range(rounds):
                _one_round(racers, [""] * len(racers), number + 2)
            said = {name: one.end() for name, one in zip(names, racers, strict=True)}
        with session(address) as opened:
            owners = _owners(opened)
    winners = [[name for name in names if said[name][at + 1][:3] == "won"] for at in range(rounds)]
    tally.say(f"rounds {rounds}")
    tally.exactly("with one winner", sum(len(each) == 1 for each in winners), rounds)
    tally.exactly(
        "winners stored", sum([o] == w for o, w in zip(owners, winners, strict=True)), rounds
    )
    told = sum(
        said[name][at + 1] == f"told {winner} changed its owner meanwhile"
        for at, (winner, *_) in enumerate(winners)
        for name in names
    )
    tally.exactly("others told who", told, rounds * (len(names) - 1))
    tally.say(f"different winners {len({name for each in winners for name in each})}")


def _owners(opened: Workspace) -> list[str]:
    found = opened.forest(opened.project(SLUG).id).by_id
    return [found[ident].shown("owner") for ident in sorted(found)]


def _one_round(racers: list[Child], signs: Iterable[str], lines: int) -> None:
    pairs = list(zip(racers, signs, strict=True))
    shuffle(pairs)
    for racer, sign in pairs:
        racer.sign(sign)
    for racer in racers:
        racer.until_lines(lines)


def parents_raced(kind: str, tally: Tally, scale: Scale, folder: Path) -> None:
    """Let four people put each other's milestones below one another: all four make a circle."""
    rounds, ring = scale.of(50, 5000), 4
    circles = told = 0
    with database(kind, folder) as address:
        ids = seeded(address, folder, 40)[1:40:10]
        signs = [f"{ids[at]} {ids[(at + 1) % ring]}" for at in range(ring)]
        tasks = [["move", written(address), name] for name in NAMES[:ring]]
        with children("writers", tasks) as movers, session(address) as opened:
            store = Store(address)
            for number in range(rounds):
                _one_round(movers, signs, number + 2)
                last = [mover.lines[-1] for mover in movers]
                told += sum(line.startswith("told") for line in last)
                circles += circles_of(store.snapshot(opened.project(SLUG).id))
                for ident in ids:
                    opened.edits.move([ident], parent=None)
            store.close()
            failed = [line for one in movers for line in one.lines if line.startswith("failed")]
        tally.say(f"rounds {rounds}, told {told}")
        tally.exactly("circles", circles)
        tally.exactly("failed", len(failed))
        tally.require("exactly one is told in each round", holds=told == rounds)
        judge(tally, address, {})
