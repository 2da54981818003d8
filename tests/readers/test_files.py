"""Reading and listing plan files."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers.files import plan_files, plan_folders, read_bytes

LIMIT = 1_000


def write(root: Path, *names: str) -> None:
    """Make files, with their folders."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def test_reads_a_plan_below_its_root(tmp_path):
    """A plan in a subfolder is read whole."""
    write(tmp_path, "a/b.md")

    assert read_bytes(tmp_path, "a/b.md", LIMIT) == b"a/b.md"


@pytest.mark.parametrize("name", ["gone.md", "gone/a.md", "a.md/b.md"])
def test_gives_nothing_for_a_missing_plan(tmp_path, name):
    """A missing plan is no error: it may come back."""
    write(tmp_path, "a.md")

    assert read_bytes(tmp_path, name, LIMIT) is None
    assert read_bytes(tmp_path / "gone", name, LIMIT) is None


def test_refuses_a_plan_that_is_too_large(tmp_path):
    """The limit is for what is read, to the byte."""
    (tmp_path / "a.md").write_bytes(b"x" * LIMIT)
    (tmp_path / "b.md").write_bytes(b"x" * (LIMIT + 1))

    assert read_bytes(tmp_path, "a.md", LIMIT) == b"x" * LIMIT
    with pytest.raises(PlanUnreadable, match=r"b\.md is larger than 1,000 bytes"):
        read_bytes(tmp_path, "b.md", LIMIT)


def test_never_waits_for_what_is_no_file(tmp_path):
    """Pipes, sockets, devices and folders are named for what they are."""
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "a").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket.md"))

        for name in ("pipe.md", "folder.md", "socket.md", "a"):
            with pytest.raises(PlanUnreadable) as error:
                read_bytes(tmp_path, name, LIMIT)
            assert error.value.hint


def test_refuses_a_device():
    """A device may never end."""
    with pytest.raises(PlanUnreadable, match="a device"):
        read_bytes(Path("/dev"), "zero", LIMIT)


def test_follows_a_link_inside_the_root_only(tmp_path):
    """A link to another plan is read, one that leads out is refused."""
    root = tmp_path / "root"
    write(tmp_path, "secret.md", "root/real/a.md")
    (root / "inside.md").symlink_to("real/a.md")
    (root / "folder").symlink_to("real")
    (root / "outside.md").symlink_to("../secret.md")
    (root / "absolute.md").symlink_to(tmp_path / "secret.md")
    (root / "circle.md").symlink_to("circle.md")

    assert read_bytes(root, "inside.md", LIMIT) == b"root/real/a.md"
    assert read_bytes(root, "folder/a.md", LIMIT) == b"root/real/a.md"
    for name in ("outside.md", "absolute.md", "../secret.md", "/etc/passwd"):
        with pytest.raises(PlanUnreadable, match="leads out of"):
            read_bytes(root, name, LIMIT)
    with pytest.raises(PlanUnreadable):
        read_bytes(root, "circle.md", LIMIT)


def test_never_leaks_what_a_changing_link_points_at(tmp_path):
    """A link that is swapped while it is read doesn't lead out."""
    root = tmp_path / "root"
    write(tmp_path, "secret.md", "root/plan.md")
    stop = threading.Event()

    def swap():
        spare = root / "spare"
        while not stop.is_set():
            spare.symlink_to("../secret.md")
            spare.replace(root / "a.md")
            spare.symlink_to("plan.md")
            spare.replace(root / "a.md")

    swapping = threading.Thread(target=swap)
    swapping.start()
    seen = set()
    for _ in range(2_000):
        try:
            seen.add(read_bytes(root, "a.md", LIMIT))
        except PlanUnreadable:
            continue
    stop.set()
    swapping.join()

    assert seen <= {b"root/plan.md", None}


def test_says_what_is_wrong_with_a_name(tmp_path):
    """A name that no file can have is an error in words."""
    for name in ("a\0.md", "a" * 300 + ".md"):
        with pytest.raises(PlanUnreadable):
            read_bytes(tmp_path, name, LIMIT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_says_who_may_not_read(tmp_path):
    """A plan without rights is named."""
    write(tmp_path, "a.md")
    (tmp_path / "a.md").chmod(0)

    with pytest.raises(PlanUnreadable, match="you may not read it"):
        read_bytes(tmp_path, "a.md", LIMIT)


def test_lists_plans_in_natural_order(tmp_path):
    """Numbers count by value, case doesn't, and a folder's files come before its subfolders."""
    write(tmp_path, "b.md", "A10.md", "a9.MARKDOWN", "1/z.md", "10/x.md", "2/y.md", "2/a/b.md")

    files = plan_files(tmp_path)

    assert files == [
        "a9.MARKDOWN", "A10.md", "b.md", "1/z.md", "2/y.md", "2/a/b.md", "10/x.md"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.md", ".git/a.md", "a.md~", "#a.md#", "a.md.orig", "a.md.rej", "4913", ".a.md.swp",
        "a.sync-conflict-20260101-120000-ABC.md", "a (conflicted copy 2026-01-01).md",
        "a (Ann's conflicted copy 2026-01-01).md", "node_modules/a.md", ".venv/a.md", "venv/a.md",
        "lib/site-packages/a.md", "__pycache__/a.md", "notes.txt", "md",
        ".pytest_cache/README.md", ".trash-1000/a.md", ".idea/a.md", ".planning/.hidden.md",
    ],
)  # fmt: skip
def test_leaves_out_what_is_no_plan(tmp_path, name):
    """Copies of editors and sync tools, hidden files and packages are no plans."""
    write(tmp_path, name, "plan.md")

    assert plan_files(tmp_path) == ["plan.md"]


def test_ignores_names_below_the_root_only(tmp_path):
    """A plan folder may itself lie in a hidden folder."""
    root = tmp_path / ".notes" / "node_modules"
    write(root, "a.md")

    assert plan_files(root) == ["a.md"]


def test_walks_no_circle_and_skips_what_it_may_not_enter(tmp_path):
    """Linked folders aren't entered; one unreadable folder doesn't hide the others."""
    write(tmp_path, "a/b.md", "c/d.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "c").chmod(0)

    files = plan_files(tmp_path)
    (tmp_path / "c").chmod(0o700)

    assert "a/b.md" in files
    assert set(files) <= {"a/b.md", "c/d.md"}


def test_lists_the_folders_to_watch(tmp_path):
    """Every folder that may hold a plan, even an empty one."""
    write(tmp_path, "a/b/c.txt", ".git/x.md", "node_modules/y.md")

    assert plan_folders(tmp_path) == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]


def test_lists_nothing_below_a_missing_root(tmp_path):
    """A root that is gone holds no plans, and that is all."""
    assert plan_files(tmp_path / "gone") == []
    assert plan_folders(tmp_path / "gone") == []


def test_finds_plans_in_hidden_folders_that_people_made(tmp_path):
    """Many teams keep their plans in `.planning` or `.github`."""
    write(tmp_path, ".planning/ROADMAP.md", ".github/plan.md")

    assert plan_files(tmp_path) == [".github/plan.md", ".planning/ROADMAP.md"]


def test_a_link_in_a_circle_hides_no_other_plan(tmp_path):
    """Such a link is no folder; where it is called like a plan, reading it tells what is wrong."""
    write(tmp_path, "a.md", "sub/b.md")
    for name in ("x", "y.md", "sub/x"):
        (tmp_path / name).symlink_to(tmp_path / name)

    assert plan_files(tmp_path) == ["a.md", "y.md", "sub/b.md"]
    assert plan_folders(tmp_path) == [tmp_path, tmp_path / "sub"]
    with pytest.raises(PlanUnreadable, match="its links lead in a circle"):
        read_bytes(tmp_path, "y.md", LIMIT)
