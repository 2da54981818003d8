"""Do milestones keep their identity while real plans are edited? Run by `make replay`.

The plans and their histories are other people's and lie beside the project; they are unpacked
once into the user's cache, or where REPLAY_DATA says.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import lzma
import os
import sys
from collections import Counter
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from types import ModuleType

from platformdirs import user_cache_path
from replay_adapter import Replayed

DEFAULT = Path(__file__).parents[3] / "shared" / "replay"
NEEDED = {
    "markdown_it": "markdown-it-py",
    "mdit_py_plugins": "mdit-py-plugins",
    "rapidfuzz": "rapidfuzz",
}
"""What the replay's own reader imports, and how that is called where packages are installed."""
ORDERS = {"split-del": "del-first", "split-add": "add-first"}
SUITES = ("real", "checkout", *ORDERS, "synthetic")

Found = tuple[Counter[str], list[tuple]]
"""The figures of one set, and what was lost or given to another in it."""


def why_not(replay: Path) -> str:
    """Say why there is nothing to run, or "" if there is."""
    if not (replay / "replay.py").is_file() or not any(replay.glob("packs/*.json.xz")):
        return f"no replay data in {replay}; say where it is with REPLAY=path"
    missing = [name for module, name in NEEDED.items() if not importlib.util.find_spec(module)]
    return f"the replay's reader needs {' '.join(missing)}" if missing else ""


def unpack(pack: Path, data: Path) -> None:
    """Unpack one set, unless it is there as the pack has it."""
    folder = data / pack.name.partition(".")[0]
    last = folder / "truth.jsonl"
    if last.exists() and last.stat().st_mtime >= pack.stat().st_mtime:
        return
    content = json.loads(lzma.decompress(pack.read_bytes()))
    (folder / "blobs").mkdir(parents=True, exist_ok=True)
    for blob, text in content["blobs"].items():
        (folder / f"blobs/{blob}.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    for kind in ("versions", "truth"):
        rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content[kind])
        (folder / f"{kind}.jsonl").write_text(rows, encoding="utf-8")


def loaded(replay: Path, data: Path) -> ModuleType:
    """Import the replay."""
    os.environ["REPLAY_DATA"] = str(data)
    if str(replay) not in sys.path:
        sys.path.insert(0, str(replay))
    return importlib.import_module("replay")


def run(replay: Path, data: Path, suite: str, pack: Path) -> Found:
    """Replay one set."""
    unpack(pack, data)
    module, name, log = loaded(replay, data), pack.name.partition(".")[0], []
    if suite == "checkout":
        figures = module.run_checkout(Replayed, name)
    elif suite == "synthetic":
        figures = module.run_synth(Replayed, name)
    else:
        figures = module.run_real(Replayed, name, split=ORDERS.get(suite), log=log)
    # A plain counter: this one's class is the replay's, which the parent process may not have.
    return Counter(dict(figures)), log


def tell(module: ModuleType, suite: str, total: Counter[str]) -> None:
    """Print the figures."""
    if suite == "checkout":
        for back in (1, 4, 15):
            there, again = f"back{back}", f"ret{back}"
            print(
                f"{back:2} versions back: {module.pct(total[f'{there}_ok'], total[there])} % as it"
                f" was, {module.pct(total[f'{again}_ok'], total[again])} % on return"
                f" ({total[again] - total[f'{again}_ok']} lost)"
            )
    elif suite == "synthetic":
        for key in sorted(key for key in total if key.startswith("n:")):
            tell_edit(module, key[2:], total)
    else:
        module.table(suite, total)
        for kind in module.TYPES:
            kept, there = total[f"k:{kind}"], total[f"t:{kind}"]
            print(f"  {kind:20} {module.pct(kept, there)} % of {there}, {there - kept} lost")


def tell_edit(module: ModuleType, name: str, total: Counter[str]) -> None:
    """Print what became of one kind of invented edit."""
    touched = module.pct(total[f"ak:{name}"], total[f"a:{name}"])
    every = module.pct(total[f"sk:{name}"], total[f"s:{name}"])
    print(f"{name:42} touched {touched} %  all {every} %  wrong {total[f'sw:{name}']}")


def wanted() -> argparse.Namespace:
    """Read what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replay", type=Path, default=DEFAULT, help="where the replay lies")
    parser.add_argument("--suite", choices=SUITES, default="real")
    parser.add_argument("--sets", default="", help="names, separated by commas; all if not given")
    parser.add_argument("--json", action="store_true", help="print the bare counts")
    return parser.parse_args()


def chosen(replay: Path, names: str) -> list[Path]:
    """List the packs that are asked for, the largest first."""
    packs = {pack.name.partition(".")[0]: pack for pack in replay.glob("packs/*.json.xz")}
    asked = [name.strip() for name in names.split(",") if name.strip()] or list(packs)
    if unknown := [name for name in asked if name not in packs]:
        sys.exit(f"There is no set {', '.join(unknown)}; there are {', '.join(sorted(packs))}.")
    return sorted((packs[name] for name in asked), key=lambda pack: -pack.stat().st_size)


def main() -> None:
    """Replay the sets, as many at once as there are processors."""
    asked = wanted()
    replay = asked.replay.resolve()
    if reason := why_not(replay):
        print(f"skipped: {reason}")
        return
    data = Path(os.environ.get("REPLAY_DATA") or user_cache_path("mlv_tui") / "replay").resolve()
    packs = chosen(replay, asked.sets)
    total: Counter[str] = Counter()
    log: list[tuple] = []
    with Pool(min(len(packs), os.cpu_count() or 1)) as pool:
        for figures, events in pool.imap_unordered(partial(run, replay, data, asked.suite), packs):
            total.update(figures)
            log += events
    if asked.json:
        print(json.dumps(total))
        return
    tell(loaded(replay, data), asked.suite, total)
    for kind, name, version, places, _ in sorted(log, key=str):
        if kind == "wrong":
            print(f"  wrong: {name}, version {version}: {places}")


if __name__ == "__main__":
    main()
