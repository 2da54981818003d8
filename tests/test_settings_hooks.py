"""The `[[hooks]]` tables of the config file."""

from __future__ import annotations

import pytest

from mlv_tui.settings import HookSettings, read_settings
from mlv_tui.settings.origins import explained

BELL = """\
hooks_at_once = 2

[[hooks]]
name = "bell"
on = ["done", "archived"]
run = ["notify-send", "mlv"]
filter = "module:Trips due:<+7d"
timeout = 2.5

[[hooks]]
name = "web"
on = ["ingested"]
url = "https://example.org/in"
secret_env = "HOOK_SECRET"
"""


@pytest.fixture
def config(tmp_path):
    """Read a config file of that text, in a folder of the person's own."""
    file = tmp_path / "own" / "config.toml"
    file.parent.mkdir(mode=0o700)

    def read(text):
        file.write_text(text)
        file.chmod(0o600)
        return read_settings({"MLV_CONFIG": str(file)})

    read.file = file
    return read


def test_hooks_are_read_with_their_places(config):
    """Two of them, each with what it is for; `config show` lists them."""
    found = config(BELL)

    file = config.file
    assert found.hooks == (
        HookSettings(
            "bell",
            ("done", "archived"),
            ("notify-send", "mlv"),
            filter="module:Trips due:<+7d",
            timeout=2.5,
            place=f"{file}:3",
        ),
        HookSettings(
            "web",
            ("ingested",),
            url="https://example.org/in",
            secret_env="HOOK_SECRET",  # noqa: S106 - a name
            place=f"{file}:10",
        ),
    )
    assert found.hooks_at_once == 2
    assert found.hooks_off == ""
    shown = {one.name: (one.value, one.origin) for one in explained(found)}
    assert shown["hooks.bell"] == ("notify-send mlv", f"{file}:3")
    assert shown["hooks.web"] == ("https://example.org/in", f"{file}:10")


def test_no_hook_is_run_of_a_file_that_others_can_write(config):
    """One sentence says why, and what to do; all else of the file counts."""
    config(BELL)
    config.file.chmod(0o660)

    found = read_settings({"MLV_CONFIG": str(config.file)})

    assert found.hooks == ()
    assert found.hooks_off.startswith(f"Others can write {config.file}; `chmod go-w ")
    assert found.hooks_at_once == 2


HOOK = '[[hooks]]\nname = "x"\non = ["done"]\nrun = ["x"]\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HOOK + "veto = true\n", 5, "“veto” is not a setting of a hook"),
        (HOOK.replace("done", "dine"), 3, "“dine” is no event"),
        (HOOK.replace('"done"', ""), 3, "needs the events"),
        (HOOK.replace('run = ["x"]', 'run = "x; y"'), 4, "must be a list of texts"),
        (HOOK.replace('"x"]', '""]'), 4, "needs a program to “run”"),
        (HOOK + 'url = "https://a.b/"\n', 5, "has both a “run” and a “url”"),
        (HOOK.replace('run = ["x"]', 'url = "http://a.b/"'), 4, "over https only"),
        (HOOK.replace('run = ["x"]', 'url = "https://me:pw@a.b/"'), 4, "has no login"),
        (HOOK.replace('run = ["x"]', 'url = "file:///etc/passwd"'), 4, "begins with https://"),
        (HOOK + 'secret_env = "A"\n', 5, "goes with a “url”"),
        (HOOK + "timeout = 0\n", 5, "“timeout” must be seconds"),
        (HOOK + 'filter = "statu:open"\n', 5, "“filter” can't be understood"),
        (HOOK.replace('"x"\n', '"../x"\n'), 2, "needs a “name” of letters"),
        (HOOK + HOOK, 6, "There are two hooks “x”"),
        ("hooks = 3\n", 1, "must be tables"),
    ],
)
def test_what_can_t_be_is_told_with_its_line(config, text, line, said):
    """Nothing is guessed, no hook is run, and all else of the file counts."""
    found = config(text)

    assert found.hooks == ()
    assert said in found.hooks_off
    assert f"config.toml:{line}: " in found.hooks_off


def test_a_machine_s_own_server_needs_no_https(config):
    """What doesn't leave the machine can't be read on its way."""
    (one,) = config(HOOK.replace('run = ["x"]', 'url = "http://127.0.0.1:8080/in"')).hooks

    assert one.url == "http://127.0.0.1:8080/in"
