"""Watching plans: real files, saved the way editors and git save them."""

import asyncio
import errno
import itertools
import os
import shutil
import threading
import time
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from watchfiles import awatch

from mlv_tui.watching import NOTHING, Glance, Timing, WatchMode, bursts, needs_polling
from mlv_tui.watching.ledger import Ledger

LIMIT = 20
"""Seconds after which a condition that doesn't come true fails its test."""

SLOW_EDITOR = Timing(grace=2.0)
"""A grace so long that a busy machine can't make an editor's pause look like an end."""

QUICK_CLOCK = Timing(grace=0.05, poll=0.05, retry=0.1)
"""For what is found by looking: clocks that tick fast."""


def look_at(*roots):
    """Make the stat walk of some roots."""

    def look():
        there = [root for root in roots if root.exists()]
        folders = {Path(folder) for root in there for folder, _, _ in os.walk(root)}
        signatures = {}
        for plan in (plan for folder in folders for plan in folder.glob("*.md")):
            try:
                found = plan.stat()
            except OSError:
                continue
            signatures[plan] = (found.st_mtime_ns, found.st_size, found.st_ino)
        return Glance(signatures, frozenset(folders), frozenset(roots) - frozenset(there))

    return look


class Follower:
    """Follows a watch as a service would: reads each plan the moment it is told of."""

    def __init__(self):
        self.bursts = []
        self.texts = {}
        self.vanished = set()
        self._news = asyncio.Condition()

    @property
    def last(self):
        """The newest burst."""
        return self.bursts[-1]

    async def follow(self, watch):
        """Read bursts until cancelled."""
        async with aclosing(watch):
            async for burst in watch:
                async with self._news:
                    self._take(burst)
                    self._news.notify_all()

    async def until(self, question):
        """Wait until a question about this follower is answered by yes."""
        async with asyncio.timeout(LIMIT), self._news:
            await self._news.wait_for(lambda: question(self))

    async def until_told(self, plan, text):
        """Wait until a plan was told of and held this text then."""
        await self.until(lambda seen: seen.texts.get(plan) == text)

    def _take(self, burst):
        self.bursts.append(burst)
        self.vanished |= burst.vanished
        for plan in burst.changed:
            self.texts[plan] = plan.read_text() if plan.exists() else None


@asynccontextmanager
async def following(*roots, look=None, **options):
    """Follow some roots from the first burst on."""
    seen = Follower()
    watch = bursts(look or look_at(*roots), **options)
    task = asyncio.create_task(seen.follow(watch))
    try:
        await seen.until(lambda seen: seen.bursts)
        yield seen
    finally:
        task.cancel()
        await asyncio.wait({task})
    if not task.cancelled():
        task.result()


@pytest.fixture
def root(tmp_path):
    """A folder of plans: `core.md`, and `deep/offers.md` below it."""
    folder = tmp_path / "plans"
    (folder / "deep").mkdir(parents=True)
    (folder / "core.md").write_text("# Core\n")
    (folder / "deep" / "offers.md").write_text("# Offers\n")
    return folder


def save_in_place(plan, text):
    """Save as nano does."""
    plan.write_text(text)


def save_as_vim(plan, text):
    """Save as vim does with 'backup' by renaming: away, anew, backup off."""
    backup = plan.with_name(f"{plan.name}~")
    plan.rename(backup)
    plan.write_text(text)
    backup.unlink()


def save_as_code(plan, text):
    """Save as VS Code and many others do: a temporary file takes the plan's place."""
    temporary = plan.with_name(f".{plan.name}.tmp")
    temporary.write_text(text)
    temporary.replace(plan)


# --- the first burst ---


async def test_the_first_burst_names_every_plan_to_one_who_knows_nothing(root):
    """Without an earlier glance, all plans are new."""
    async with following(root) as seen:
        first = seen.bursts[0]

    assert first.changed == {root / "core.md", root / "deep" / "offers.md"}
    assert (first.mode, first.trouble) == (WatchMode.EVENTS, "")


async def test_the_first_burst_is_empty_for_one_who_knows_all(root):
    """The first burst comes though nothing changed: it tells that the watch is on."""
    async with following(root, since=look_at(root)()) as seen:
        first = seen.bursts[0]

    assert not first.changed
    assert not first.vanished


async def test_what_was_saved_before_the_watch_began_is_not_lost(root):
    """A save between the caller's own glance and the watch is in the first burst."""
    known = look_at(root)()
    save_as_code(root / "core.md", "# Core, saved meanwhile\n")

    async with following(root, since=known) as seen:
        first = seen.bursts[0]

    assert first.changed == {root / "core.md"}


async def test_what_is_saved_while_the_watch_begins_is_not_lost(root):
    """A save after the look, but before events are listened to, is found by another look."""

    async def watch(*paths, **options):
        save_as_code(root / "core.md", "# Just before\n")
        async for changes in awatch(*paths, **options):
            yield changes

    async with following(root, since=look_at(root)(), watch=watch) as seen:
        first = seen.bursts[0]

    assert first.changed == {root / "core.md"}


# --- saves ---


@pytest.mark.parametrize("save", [save_in_place, save_as_vim, save_as_code])
@pytest.mark.parametrize("polling", [False, True])
async def test_a_save_is_told_whatever_the_editor(root, save, polling):
    """Every one of several saves arrives, whole, and never as a removal."""
    plan = root / "deep" / "offers.md"

    async with following(root, polling=polling, timing=Timing(poll=0.05, grace=2.0)) as seen:
        for number in range(3):
            save(plan, f"# Offers {number}\n")
            await seen.until_told(plan, f"# Offers {number}\n")

    assert not seen.vanished
    assert seen.last.mode is (WatchMode.POLLING if polling else WatchMode.EVENTS)
    assert seen.last.trouble == ""


async def test_one_save_makes_one_burst(root):
    """A save is not told twice, though editors cause several events."""
    async with following(root, since=look_at(root)()) as seen:
        save_as_code(root / "core.md", "# Once\n")
        await seen.until_told(root / "core.md", "# Once\n")
        save_as_code(root / "deep" / "offers.md", "# Marker\n")
        await seen.until_told(root / "deep" / "offers.md", "# Marker\n")

    told = [burst for burst in seen.bursts if root / "core.md" in burst.changed]
    assert len(told) == 1


async def test_a_slow_save_ends_in_a_whole_plan(root):
    """A plan that is written chunk by chunk is told again until it rests."""
    plan = root / "core.md"
    chunks = [f"## Part {number}\n" * 200 for number in range(8)]

    async with following(root) as seen:
        with plan.open("w") as file:
            for chunk in chunks:
                file.write(chunk)
                file.flush()
                await asyncio.sleep(0.01)
        await seen.until_told(plan, "".join(chunks))


async def test_a_plan_is_not_told_before_it_rests(root):
    """As long as two looks differ, the plan is being written."""
    plan = root / "core.md"
    ages = itertools.chain([1, 1], range(2, 8), itertools.repeat(8))
    looks = []

    def look():
        looks.append(next(ages))
        return Glance({plan: (looks[-1], 7, 1)}, frozenset({root}))

    async with following(look=look, since=look()) as seen:
        save_in_place(plan, "# Saved\n")
        await seen.until_told(plan, "# Saved\n")

        assert looks[-2:] == [8, 8]


async def test_a_plan_that_never_rests_is_told_now_and_then(root):
    """What somebody's script appends to all day is shown as it is."""
    plan = root / "core.md"
    ages = itertools.count()

    def look():
        return Glance({plan: (next(ages), 7, 1)}, frozenset({root}))

    async with following(look=look, timing=Timing(settle_limit=0.1)) as seen:
        save_in_place(plan, "# On and on\n")
        await seen.until_told(plan, "# On and on\n")


async def test_a_truncated_plan_is_not_told_while_it_is_empty(root):
    """An editor that truncates first and writes later doesn't empty the project."""
    plan = root / "core.md"

    async with following(root, since=look_at(root)(), timing=SLOW_EDITOR) as seen:
        os.truncate(plan, 0)
        save_in_place(root / "deep" / "offers.md", "# Meanwhile\n")
        await seen.until_told(root / "deep" / "offers.md", "# Meanwhile\n")
        assert plan not in seen.texts
        save_in_place(plan, "# Core again\n")
        await seen.until_told(plan, "# Core again\n")


async def test_a_plan_that_stays_empty_is_told(root):
    """After the grace, an empty plan is believed."""
    async with following(root) as seen:
        os.truncate(root / "core.md", 0)

        await seen.until_told(root / "core.md", "")


async def test_a_plan_that_is_away_for_a_moment_has_not_vanished(root):
    """A two-step save leaves a gap; the gap is not told."""
    plan = root / "core.md"

    async with following(root, since=look_at(root)(), timing=SLOW_EDITOR) as seen:
        plan.unlink()
        save_in_place(root / "deep" / "offers.md", "# Meanwhile\n")
        await seen.until_told(root / "deep" / "offers.md", "# Meanwhile\n")
        save_in_place(plan, "# Core is back\n")
        await seen.until_told(plan, "# Core is back\n")

    assert not seen.vanished


async def test_a_removed_plan_vanishes(root):
    """After the grace, a missing plan is believed to be gone; it may come back later."""
    plan = root / "core.md"

    async with following(root) as seen:
        plan.unlink()
        await seen.until(lambda seen: seen.vanished == {plan})
        save_in_place(plan, "# Back\n")
        await seen.until_told(plan, "# Back\n")


async def test_a_renamed_plan_is_told_under_both_names(root):
    """The new name changed, the old one vanished."""
    async with following(root) as seen:
        (root / "core.md").rename(root / "kernel.md")

        await seen.until_told(root / "kernel.md", "# Core\n")
        await seen.until(lambda seen: seen.vanished == {root / "core.md"})


async def test_a_save_that_keeps_time_and_size_is_told(root):
    """Where the clock of the files is coarse, the event is the only hint."""
    plan = root / "core.md"
    found = plan.stat()

    async with following(root, since=look_at(root)()) as seen:
        with plan.open("r+") as file:
            file.write("# Cure\n")
        os.utime(plan, ns=(found.st_atime_ns, found.st_mtime_ns))

        await seen.until_told(plan, "# Cure\n")


async def test_files_that_are_no_plans_make_no_burst(root):
    """Swap files and the like come and go unnoticed."""
    async with following(root, since=look_at(root)()) as seen:
        for number in range(5):
            (root / f".core.md.{number}.swp").write_text("swap")
            await asyncio.sleep(0.02)
        save_in_place(root / "core.md", "# Marker\n")
        await seen.until_told(root / "core.md", "# Marker\n")

    assert all(burst.changed <= {root / "core.md"} for burst in seen.bursts)
    assert not any(burst.vanished for burst in seen.bursts)


async def test_a_file_name_that_is_no_text_does_not_end_the_watch(root):
    """The events stop at such a name; the watch begins anew by itself."""
    async with following(root, timing=Timing(poll=0.01)) as seen:
        (root / os.fsdecode(b"\xff\xfe.txt")).write_text("x")
        for number in range(3):
            save_as_code(root / "core.md", f"# Core {number}\n")
            await seen.until_told(root / "core.md", f"# Core {number}\n")


# --- many at once ---


async def test_a_checkout_of_200_plans_is_told_whole(root):
    """As git does it: each file is removed and written anew; none vanishes."""
    plans = [root / "deep" / f"plan-{number}.md" for number in range(200)]
    for plan in plans:
        plan.write_text("# Before\n")

    async with following(root, since=look_at(root)()) as seen:
        for plan in plans:
            plan.unlink()
            plan.write_text("# After the checkout\n")
        await seen.until(lambda seen: all(seen.texts.get(plan) for plan in plans))

    assert {seen.texts[plan] for plan in plans} == {"# After the checkout\n"}
    assert not seen.vanished


# --- folders ---


async def test_plans_in_a_new_folder_are_told_and_followed(root):
    """A folder that is made while watching is watched itself, as deep as it goes."""
    plan = root / "new" / "deeper" / "orders.md"

    async with following(root) as seen:
        plan.parent.mkdir(parents=True)
        plan.write_text("# Orders\n")
        await seen.until_told(plan, "# Orders\n")
        save_as_code(plan, "# Orders, edited\n")
        await seen.until_told(plan, "# Orders, edited\n")


async def test_a_folder_that_is_moved_in_is_told_and_followed(root, tmp_path):
    """Files that were there before the move cause no event of their own."""
    outside = tmp_path / "outside" / "inner"
    outside.mkdir(parents=True)
    (outside / "trips.md").write_text("# Trips\n")
    plan = root / "moved" / "inner" / "trips.md"

    async with following(root) as seen:
        outside.parent.rename(root / "moved")
        await seen.until_told(plan, "# Trips\n")
        save_in_place(plan, "# Trips, edited\n")
        await seen.until_told(plan, "# Trips, edited\n")


async def test_a_folder_that_is_made_again_is_followed(root):
    """The new folder may even have the old one's inode."""
    plan = root / "deep" / "offers.md"

    async with following(root, timing=SLOW_EDITOR) as seen:
        for number in range(4):
            shutil.rmtree(plan.parent)
            plan.parent.mkdir()
            save_in_place(plan, f"# Made again {number}\n")
            await seen.until_told(plan, f"# Made again {number}\n")
            save_in_place(plan, f"# Edited {number}\n")
            await seen.until_told(plan, f"# Edited {number}\n")

    assert not seen.vanished


@pytest.mark.parametrize("polling", [False, True])
async def test_a_lost_root_is_told_and_nothing_below_it_vanishes(root, tmp_path, polling):
    """An unmounted disk is a banner, never a removal; when it is back, the watch goes on."""
    plan = root / "core.md"

    async with following(root, polling=polling, timing=QUICK_CLOCK) as seen:
        root.rename(tmp_path / "away")
        await seen.until(lambda seen: seen.last.lost_roots == {root})
        (tmp_path / "away" / "core.md").write_text("# Saved while away\n")
        (tmp_path / "away").rename(root)
        await seen.until_told(plan, "# Saved while away\n")
        save_as_code(plan, "# Saved when back\n")
        await seen.until_told(plan, "# Saved when back\n")

    assert not seen.last.lost_roots
    assert not seen.vanished


async def test_a_root_that_is_removed_and_made_again_is_followed(root):
    """What is not there any more when the root is back has vanished, what is there is told."""
    async with following(root, timing=QUICK_CLOCK) as seen:
        shutil.rmtree(root)
        await seen.until(lambda seen: seen.last.lost_roots == {root})
        seen.vanished.clear()
        root.mkdir()
        save_in_place(root / "core.md", "# A new start\n")
        await seen.until_told(root / "core.md", "# A new start\n")
        save_in_place(root / "core.md", "# And on\n")
        await seen.until_told(root / "core.md", "# And on\n")
        await seen.until(lambda seen: seen.vanished == {root / "deep" / "offers.md"})


async def test_one_lost_root_leaves_the_others_alone(root, tmp_path):
    """Other roots are followed as before."""
    other = tmp_path / "other"
    other.mkdir()

    async with following(root, other, timing=QUICK_CLOCK) as seen:
        shutil.rmtree(other)
        await seen.until(lambda seen: seen.last.lost_roots == {other})
        save_as_vim(root / "core.md", "# Still here\n")
        await seen.until_told(root / "core.md", "# Still here\n")


async def test_a_link_that_points_elsewhere_is_followed(tmp_path):
    """A root below a link, as deployments have it, moves with the link at once."""
    for name in ("one", "two"):
        (tmp_path / "releases" / name / "plans").mkdir(parents=True)
        (tmp_path / "releases" / name / "plans" / "core.md").write_text(f"# {name}\n")
    current = tmp_path / "current"
    current.symlink_to("releases/one")
    plan = current / "plans" / "core.md"

    async with following(current / "plans") as seen:
        await seen.until_told(plan, "# one\n")
        (tmp_path / "next").symlink_to("releases/two")
        (tmp_path / "next").replace(current)
        await seen.until_told(plan, "# two\n")
        save_in_place(tmp_path / "releases" / "two" / "plans" / "core.md", "# edited\n")
        await seen.until_told(plan, "# edited\n")


# --- where events don't work ---


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError('OS file watch limit reached. about ["/plans"]'),
        RuntimeError("Error creating recommended watcher: Too many open files (os error 24)"),
    ],
)
async def test_a_watch_that_can_not_begin_ends_in_polling_with_a_reason(root, error):
    """The system's limit of watches costs speed, not changes."""

    async def watch(*_, **__):
        raise error
        yield set()

    async with following(root, watch=watch, timing=Timing(poll=0.05)) as seen:
        save_as_vim(root / "core.md", "# Polled\n")
        await seen.until_told(root / "core.md", "# Polled\n")

    assert seen.last.mode is WatchMode.POLLING
    assert "limit" in seen.last.trouble


async def test_a_watch_that_failed_is_tried_again(root):
    """When events work again, they are used again, and the trouble is over."""
    failures = iter([OSError(errno.EMFILE, "Too many open files"), RuntimeError("inner error")])

    async def watch(*paths, **options):
        for failure in failures:
            raise failure
        async for changes in awatch(*paths, **options):
            yield changes

    async with following(root, watch=watch, timing=QUICK_CLOCK) as seen:
        assert seen.bursts[0].mode is WatchMode.POLLING
        await seen.until(lambda seen: "inner error" in seen.last.trouble)
        await seen.until(lambda seen: seen.last.mode is WatchMode.EVENTS)
        save_as_code(root / "core.md", "# Heard\n")
        await seen.until_told(root / "core.md", "# Heard\n")

    assert seen.last.trouble == ""


@pytest.mark.parametrize(("failures", "mode"), [(2, WatchMode.EVENTS), (3, WatchMode.POLLING)])
async def test_a_folder_that_goes_while_the_watch_begins_is_no_trouble(root, failures, mode):
    """It is tried again at once; only if that goes on, the plans are polled."""
    attempts = itertools.count(1)

    async def watch(*paths, **options):
        if next(attempts) <= failures:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", "deep")
        async for changes in awatch(*paths, **options):
            yield changes

    async with following(root, watch=watch, timing=Timing(poll=0.5)) as seen:
        save_as_code(root / "core.md", "# Saved\n")
        await seen.until_told(root / "core.md", "# Saved\n")
        await seen.until(lambda seen: seen.last.mode is mode)

    assert bool(seen.last.trouble) == (mode is WatchMode.POLLING)


async def test_a_watch_that_breaks_for_an_unknown_reason_says_so(root):
    """A fault of the program is not hidden behind polling."""

    async def watch(*_, **__):
        raise LookupError("a fault")
        yield set()

    watching = bursts(look_at(root), watch=watch)

    with pytest.raises(LookupError, match="a fault"):
        await anext(watching)


async def test_a_network_mount_is_polled_from_the_start(root, tmp_path):
    """Nothing is announced there that other machines save."""
    table = tmp_path / "mountinfo"
    table.write_text(f"30 22 0:41 / {tmp_path} rw shared:7 - nfs4 store:/plans rw\n")
    objection = partial(needs_polling, mountinfo=table)

    async with following(root, objection=objection, timing=QUICK_CLOCK) as seen:
        save_as_vim(root / "core.md", "# Polled\n")
        await seen.until_told(root / "core.md", "# Polled\n")

    assert {burst.mode for burst in seen.bursts} == {WatchMode.POLLING}
    assert "nfs4" in seen.last.trouble


async def test_a_folder_that_can_not_be_watched_is_polled(root):
    """A folder that is gone for events, but not for the look, does not end the watch."""
    walked = look_at(root)

    def look():
        there = walked()
        return replace(there, folders=there.folders | {root / "ghost"})

    async with following(look=look, timing=Timing(poll=0.05)) as seen:
        await seen.until(lambda seen: seen.last.mode is WatchMode.POLLING)
        save_in_place(root / "core.md", "# Polled\n")
        await seen.until_told(root / "core.md", "# Polled\n")


async def test_silent_changes_end_in_polling(root):
    """Two sweeps that find what no event told of: events are trusted no longer."""

    async def watch(*_, stop_event, **__):
        await stop_event.wait()
        return
        yield set()

    clocks = Timing(sweep=0.05, grace=0.05, poll=0.05)
    async with following(root, watch=watch, timing=clocks) as seen:
        for number in range(2):
            save_in_place(root / "core.md", f"# Silent {number}\n")
            await seen.until_told(root / "core.md", f"# Silent {number}\n")
        await seen.until(lambda seen: seen.last.mode is WatchMode.POLLING)
        save_in_place(root / "core.md", "# Polled\n")
        await seen.until_told(root / "core.md", "# Polled\n")

    assert "without an event" in seen.last.trouble


async def test_a_look_that_fails_is_trouble_and_tried_again(root):
    """Nothing vanishes because it could not be looked at."""
    is_broken = threading.Event()

    def look():
        if is_broken.is_set():
            raise PermissionError(errno.EACCES, "Permission denied", str(root))
        return look_at(root)()

    async with following(look=look, timing=QUICK_CLOCK) as seen:
        is_broken.set()
        save_in_place(root / "core.md", "# While it is broken\n")
        await seen.until(lambda seen: "Permission denied" in seen.last.trouble)
        is_broken.clear()
        await seen.until_told(root / "core.md", "# While it is broken\n")

    assert seen.last.trouble == ""
    assert not seen.vanished


# --- the end ---


def threads_of_this_process():
    """Count all threads, those of the watching library too."""
    return len(list(Path("/proc/self/task").iterdir()))


@pytest.mark.parametrize("polling", [False, True])
def test_the_end_is_prompt_and_leaves_no_thread(root, polling):
    """Leaving the screen doesn't wait for the watch, and nothing of it stays behind."""
    took = []

    async def watch_and_end():
        task = asyncio.create_task(Follower().follow(bursts(look_at(root), polling=polling)))
        await asyncio.sleep(0.1)
        began = time.perf_counter()
        task.cancel()
        await asyncio.wait({task})
        took.append(time.perf_counter() - began)

    before = threads_of_this_process()
    for _ in range(5):
        asyncio.run(watch_and_end())

    deadline = time.monotonic() + LIMIT
    while threads_of_this_process() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threads_of_this_process() <= before
    assert min(took) < 0.1


async def test_closing_between_two_bursts_ends_the_watch(root):
    """A consumer may stop at any burst."""
    watch = bursts(look_at(root))
    await anext(watch)

    await watch.aclose()

    with pytest.raises(StopAsyncIteration):
        await anext(watch)


# --- mounts ---

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:41 / /srv/team\040plans rw shared:7 - nfs4 store:/plans rw,vers=4.2
31 22 0:42 / /srv/team\040plans/local rw - ext4 /dev/vdb rw
32 22 0:43 / /home/ada/remote rw,nosuid - fuse.sshfs ada@host: rw
33 22 0:44 / /mnt/both rw - cifs //store/both rw
34 33 0:45 / /mnt/both rw - tmpfs tmpfs rw
35 22 0:46 / /mnt/disk rw - fuseblk /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/team plans/core", "nfs4"),
        ("/srv/team plans", "nfs4"),
        ("/srv/team plans/local/core", ""),
        ("/srv/team plans of others", ""),
        ("/home/ada/remote/plans", "fuse.sshfs"),
        ("/mnt/both/plans", ""),
        ("/mnt/disk/plans", ""),
        ("/elsewhere", ""),
    ],
)
def test_a_network_mount_needs_polling(tmp_path, path, kind):
    """The longest mount point decides, and of two on one point the upper one."""
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)

    reason = needs_polling([Path(path)], table)

    assert (f" on {kind}," in reason) if kind else reason == ""


def test_without_a_table_of_mounts_events_are_trusted(tmp_path):
    """Other systems have no such table."""
    assert needs_polling([tmp_path], tmp_path / "none") == ""


# --- what is believed when ---

PLAN = Path("/plans/core.md")


def glance(**signatures):
    """Make a glance of `/plans`: a plan's name without suffix, and its signature."""
    plans = {Path(f"/plans/{name}.md"): there for name, there in signatures.items()}
    return Glance(plans, frozenset({Path("/plans")}))


def test_a_missing_plan_is_believed_when_the_grace_is_over():
    """Not before, and not if it is back by then."""
    ledger = Ledger(glance(core=(1, 1, 1)), grace=0.25)

    assert ledger.take(glance(), set(), now=10.0) == (set(), set())
    assert ledger.believed_at == 10.25
    assert ledger.take(glance(), set(), now=10.2) == (set(), set())
    assert ledger.take(glance(), set(), now=10.25) == (set(), {PLAN})
    assert ledger.take(glance(), set(), now=99.0) == (set(), set())


def test_a_plan_that_comes_back_is_doubted_anew_the_next_time():
    """A doubt ends with its cause."""
    ledger = Ledger(glance(core=(1, 1, 1)), grace=0.25)

    ledger.take(glance(), set(), now=10.0)
    ledger.take(glance(core=(1, 1, 1)), set(), now=10.1)

    assert ledger.take(glance(), set(), now=10.3) == (set(), set())


def test_what_is_known_of_nothing_is_everything():
    """One who knows nothing is told all plans, once."""
    ledger = Ledger(NOTHING, grace=0.25)

    assert ledger.take(glance(core=(1, 1, 1)), set(), now=1.0) == ({PLAN}, set())
    assert ledger.take(glance(core=(1, 1, 1)), set(), now=2.0) == (set(), set())
