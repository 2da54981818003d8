"""Small documents made of fragments that Markdown readers disagree about."""

from __future__ import annotations

import random

_FRAGMENTS = (  # noqa: SIM905 - shorter than a list
    "# a|## b ##|### c #|#nope|####### x|#|## |#\tt|foo|bar baz|===|---|--|-|=|= =|"
    "  ===|    ===|--- |===\t|=-=|***|* * *|___|- a|- |* b|+ c|1. x|2. y|10) z|01. q|.|"
    "1)|-\ta|-     code|1.      code|> q|>|> - a|>> b|> # h|> ```|> foo|- > q|- # h|"
    "- ```|- - a|* - a|1. - b|```|~~~|````|```bash|~~~ x|``` a`b|<!--|-->|<!-- c -->|"
    "<div>|</div>|<pre>|</pre>|<?php|?>|<!DOCTYPE x>|<![CDATA[|]]>|<a href='x'>|<b>t|"
    "</a >|[foo]: /url|[foo]: /url 'title'|[foo]:|/url|'title'|\"ti|tle\"|[foo]: <u>|"
    "[a]: b (c)|[x] y|[a]: )(|[f\\]o]: /u|[]: /u|[a]: b c|\tcode|  \tx|    code|"
    "\u3000x|#\u3000x|\x0cff|a\u2028b|\\# e|<search>|<meta>|<script>x</script>|<style|"
    "9. n|`c`"
).split("|")
_INDENTS = ("", "", "", "", "", " ", "  ", "   ", "    ", "\t", " \t", "     ", "      ")
_CONTAINERS = ("> ", ">", "- ", "1. ", "* ", "> > ", "-\t", ">\t", "  - ")


def adversarial_document(chance: random.Random) -> str:
    """Make one document of at most nine lines."""
    return "\n".join(_line(chance) for _ in range(chance.randint(1, 9)))


def _line(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return chance.choice(("", "", "", "  ", "\t"))
    container = chance.choice(_CONTAINERS) if chance.random() < 0.18 else ""
    return chance.choice(_INDENTS) + container + chance.choice(_FRAGMENTS)
