"""Completing a path that is being typed."""

from __future__ import annotations

from mlv_tui.services.folders import completed


def test_folders_and_plans_are_completed(plans, monkeypatch):
    """As far as it is clear, then with the first that fits; other files aren't offered."""
    plans.write("tours/spring-a/trip.md", "# Trip\n")
    plans.write("tours/spring-b/trip.md", "# Trip\n")
    plans.write("tours/spring-b/notes.txt", "")
    at = f"{plans.folder}/"

    assert completed(f"{at}to") == f"{at}tours/"
    assert completed(f"{at}tours/s") == f"{at}tours/spring-"
    assert completed(f"{at}tours/spring-") == f"{at}tours/spring-a/"
    assert completed(f"{at}tours/spring-b/t") == f"{at}tours/spring-b/trip.md"
    assert completed(f"{at}tours/spring-b/n") == ""

    monkeypatch.chdir(plans.folder)
    assert completed("to") == "tours/"
    monkeypatch.setenv("HOME", str(plans.folder))
    assert completed("~/to") == "~/tours/"


def test_what_is_not_there_completes_to_nothing(plans):
    """Neither a missing folder, nor an unknown home, nor what is no path at all is an error."""
    plans.write(".hidden/trip.md", "# Trip\n")
    at = f"{plans.folder}/"

    for typed in ("", f"{at}none/x", f"{at}x", "~nobody-here/x", f"{at}\0/x"):
        assert completed(typed) == ""
    assert completed(at) == ""
    assert completed(f"{at}.h") == f"{at}.hidden/"
