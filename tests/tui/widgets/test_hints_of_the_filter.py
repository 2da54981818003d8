"""What stands below a line that is typed into."""

from __future__ import annotations

from mlv_tui.tui.widgets.glyphs import ASCII, UNICODE
from mlv_tui.tui.widgets.hints import LiveOffer, Offers, Reason, Reasons, Wrong, hint_lines


def drawn(hint, width: int = 40, signs=UNICODE) -> list[str]:
    """Draw a hint, without its colours."""
    return ["".join(text for text, _ in line).rstrip() for line in hint_lines(hint, width, signs)]


def test_offers_stand_side_by_side_and_the_chosen_one_is_explained():
    """Counts stand behind the values that have one."""
    offers = Offers(
        (LiveOffer("open", 42), LiveOffer("active", 3), LiveOffer("is:", about="a state")), 2
    )

    assert drawn(offers) == ["  open 42   active 3   is:", "  a state"]
    styles = {text.strip(): style for text, style in hint_lines(offers, 40, UNICODE)[0]}
    assert (styles["is:"], styles["open"]) == ("chosen", "")
    assert drawn(Offers()) == []


def test_the_chosen_offer_is_always_in_sight():
    """The line begins so far on that it fits, and shows where there is more."""
    each = tuple(LiveOffer(f"value-{number}") for number in range(20))

    for chosen in range(20):
        (line,) = drawn(Offers(each, chosen), width=30)

        assert f" value-{chosen}" in line
        assert len(line) <= 30
        assert line.startswith("…") == (chosen > 1)
        assert line.endswith("…") == (chosen < 19)


def test_carets_stand_below_the_word():
    """The message stands beside them where it fits, to the left at the right edge, else below."""
    assert drawn(Wrong(8, 5, "No such field.")) == ["        ^^^^^ No such field."]
    assert drawn(Wrong(30, 5, "No such field.")) == [" No such field." + " " * 15 + "^^^^^"]
    assert drawn(Wrong(2, 3, "There is no field of that name in here.")) == [
        "  ^^^",
        " There is no field of that name in",
        " here.",
    ]


def test_a_place_between_words_gets_one_caret():
    """What is missing has no length."""
    assert drawn(Wrong(8, 0, "Missing.")) == ["        ^ Missing."]


def test_a_word_beyond_the_edge_is_pointed_at_from_the_edge():
    """Nothing is drawn outside."""
    assert drawn(Wrong(90, 5, "x"), width=20) == [" x" + " " * 17 + "^"]


def test_a_long_message_ends_somewhere():
    """At three lines the rows of the tree are worth more."""
    lines = drawn(Wrong(0, 2, "word " * 100))

    assert len(lines) == 4
    assert lines[-1].endswith("…")


def test_reasons_are_told_by_sign_and_word():
    """Each part has its own line, those of a part further in."""
    reasons = Reasons(
        (
            Reason("“Launch” is out"),
            Reason("status:open  it is done", holds=False),
            Reason("any of", holds=True),
            Reason("prio:1  it is P1", holds=True, depth=1),
        )
    )

    assert drawn(reasons) == [
        " “Launch” is out",
        " ✗ status:open  it is done",
        " ✓ any of",
        "   ✓ prio:1  it is P1",
    ]
    assert drawn(reasons, signs=ASCII)[1].startswith(" - status")


def test_many_reasons_leave_room_for_the_tree():
    """More than eight lines are cut."""
    lines = drawn(Reasons(tuple(Reason(f"part {number}", holds=True) for number in range(20))))

    assert len(lines) == 8
    assert lines[-1] == " …"


def test_what_a_plan_says_is_never_obeyed():
    """A value with an escape in it is drawn as a picture of it."""
    assert "\x1b" not in drawn(Offers((LiveOffer("mod\x1b[31mule"),), 0))[0]
    assert "\x1b" not in drawn(Reasons((Reason("a\x1bb", holds=True),)))[0]
