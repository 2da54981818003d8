"use strict";

// The terminal's script opens its socket by this name, and tells nobody why it was closed.
class ToldSocket extends WebSocket {
  constructor(...address) {
    super(...address);
    // Not before: the terminal's script says that it has the keys, and can't say it yet.
    this.addEventListener("open", () => {
      setTimeout(() => document.querySelector(".xterm-helper-textarea")?.focus(), 0);
    });
    this.addEventListener("close", (event) => {
      const reason = event.reason || (event.wasClean ? "" : "The connection was lost.");
      document.getElementById("reason").textContent = reason || "The session ended.";
      document.getElementById("again").focus();
    });
  }
}
window.WebSocket = ToldSocket;

window.addEventListener("DOMContentLoaded", () => {
  const terminal = document.getElementById("terminal");
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  terminal.dataset.sessionWebsocketUrl = `${scheme}//${location.host}${terminal.dataset.sessionPath}`;
  document.getElementById("again").addEventListener("click", () => location.reload());
});
