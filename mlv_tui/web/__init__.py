"""The same screen in a browser, and what other programs may read beside it."""
