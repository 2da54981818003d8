"""The two themes: calm grounds, one accent, colour only where it says something."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

MLV_DARK: Final = Theme(
    name="mlv-dark",
    primary="#7aa2f7",
    secondary="#9d7cd8",
    accent="#56b6c2",
    foreground="#d5d9e2",
    background="#11151c",
    surface="#141a23",
    panel="#1a212c",
    success="#7fb685",
    warning="#e0af68",
    error="#e06c75",
    dark=True,
    variables={
        "foreground-muted": "#838a98",
        "foreground-disabled": "#5f6775",
        "scrollbar": "#2a3342",
        "scrollbar-hover": "#3a4659",
        "scrollbar-active": "#4b5a73",
        "scrollbar-background": "#131822",
        "border": "#2c3543",
        "border-blurred": "#2c3543",
        "footer-key-foreground": "#7aa2f7",
        "footer-background": "#141a23",
    },
)

MLV_LIGHT: Final = Theme(
    name="mlv-light",
    primary="#2456b8",
    secondary="#6d3fb0",
    accent="#0b6e7d",
    foreground="#1f2530",
    background="#fafbfc",
    surface="#f1f3f6",
    panel="#e7eaef",
    success="#2c6e37",
    warning="#8a5300",
    error="#b3202c",
    dark=False,
    variables={
        "foreground-muted": "#586173",
        "foreground-disabled": "#6f7888",
        "scrollbar": "#cfd5de",
        "scrollbar-hover": "#b4bcc9",
        "scrollbar-active": "#8f9aab",
        "scrollbar-background": "#f5f7f9",
        "border": "#cfd5de",
        "border-blurred": "#cfd5de",
        "footer-key-foreground": "#2456b8",
        "footer-background": "#f1f3f6",
    },
)

THEMES: Final = (MLV_DARK, MLV_LIGHT)
"""In the order in which they are offered; the first is the default."""
