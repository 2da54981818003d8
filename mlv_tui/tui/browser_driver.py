"""The driver that draws in a browser, through the server that began this process."""

from __future__ import annotations

from textual import events, messages
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Has the keys from the start, and ends the app when the server is gone.

    Textual's own takes the keys away until it is told of a focus, which may have come before that,
    and it stays for ever.
    """

    def start_application_mode(self) -> None:
        """Begin, as a page that was just opened."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        """Read to the end, and end the app then, unless it is what ended."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.send_message(messages.ExitApp())
