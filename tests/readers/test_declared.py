"""Which YAML, TOML and JSON files of a folder say that they are plans."""

from __future__ import annotations

import os

import pytest

from mlv_tui.readers.declared import is_declared
from mlv_tui.readers.files import plan_files


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "", True),
        ("a.plan.yaml", "", True),
        ("A.PLAN.JSON", "x", True),
        ("plan.yaml", "milestones: []\n", False),
        (".plan.yaml.json", "{}", False),
        ("a.yaml", "mlv: 1\nmilestones:\n", True),
        ("a.yml", "milestones: []\n'mlv' : 1 # yes\n", True),
        ("a.yaml", "---\r\nmlv: 1\r\nmilestones:\r\n", True),
        ("a.yaml", "mlv: 2\nmilestones:\n", True),
        ("a.yaml", "mlv: false\nmilestones:\n", False),
        ("a.yaml", "x:\n  mlv: 1\n  milestones:\n", False),
        ("a.yaml", "mlv: 1\nmilestones:\n- title: [\n", True),
        ("a.toml", "mlv = 1\n[[milestones]]\n", True),
        ("a.toml", "mlv=1\nmilestones = []\n", True),
        ("a.toml", "[tool.mlv]\nmilestones = []\n", False),
        ("a.json", '{"milestones": [], "mlv": 1}', True),
        ("a.json", '{"mlv": "1"}', False),
        ("a.json", '{\n  "mlv"\n: 1, "milestones" : [}', True),
        ("a.json", '{"milestones": [' + '{"title": "a"},' * 9_000 + '], "mlv": 1}', True),
        ("a.json", "[" * 30_000 + '{"milestones": [], "mlv": 1}' + "]" * 30_000, False),
        ("a.json", "", None),
        ("a.json", " \n", None),
        ("a.yaml", "\ufeffmlv: 1\nmilestones:\n", True),
    ],
    ids=range(23),
)
def test_a_file_says_that_it_is_a_plan(tmp_path, name, text, expected):
    """By its name, or with `mlv: 1` and `milestones` near its begin or its end."""
    (tmp_path / name).write_bytes(text.encode())

    assert is_declared(tmp_path, name) is expected
    assert plan_files(tmp_path) == ([name] if expected else [])


def test_a_file_is_looked_into_again_when_it_changed(tmp_path):
    """What was no plan becomes one, and the other way round."""
    file = tmp_path / "a.yaml"
    file.write_text("jobs: []\n")
    assert plan_files(tmp_path) == []

    file.write_text("mlv: 1\nmilestones: []\n")
    assert plan_files(tmp_path) == ["a.yaml"]

    file.write_text("jobs: [1]\n")
    assert plan_files(tmp_path) == []


def test_nothing_is_waited_for_and_no_link_is_followed_outside(tmp_path):
    """Pipes, folders, missing files and links that lead out tell nothing."""
    root = tmp_path / "root"
    (root / "folder.json").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("mlv: 1\nmilestones: []\n")
    os.mkfifo(root / "pipe.yaml")
    (root / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "nowhere.yaml").symlink_to("gone")

    for name in ("folder.json", "pipe.yaml", "out.yaml", "nowhere.yaml", "missing.yaml"):
        assert is_declared(root, name) is None
    assert plan_files(root) == []
