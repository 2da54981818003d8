"""A Chromium in a process of its own, without a window; it comes in a wheel, Qt's."""

from __future__ import annotations

import os
import sys

from PyQt6.QtCore import QUrl
from PyQt6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PyQt6.QtWebEngineWidgets import QWebEngineView
from PyQt6.QtWidgets import QApplication

WIDTH, HEIGHT = 1200, 760


def main() -> None:
    """Show an empty page that can be remote-controlled, until killed."""
    app = QApplication([sys.argv[0]])
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    view = QWebEngineView(page)
    view.resize(WIDTH, HEIGHT)
    view.show()
    page.load(QUrl("about:blank"))
    app.exec()
    os._exit(0)


if __name__ == "__main__":
    main()
