"""Parses queries by sqlglot, and renders templates by Jinja: one JSON object a line, with an answer each.

{"dialect": "bigquery", "sql": "SELECT 1"} has the answer {"literals": [...]}: what each text literal means by the
documentation of the dialect, where the lexer of sqlglot finds it to begin and to end. {"template": "..."} has the answer
{"rendered": "..."}. {"schema": "..."} reads YAML. What is wrong is in "error".
"""
import json
import re
import sys

import jinja2
import sqlglot
from sqlglot.tokens import TokenType

MEANINGS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "a": "\a", "v": "\v", "0": "\0"}
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[0-7]{3}|.)|''", re.DOTALL)


def meaning(raw):
    """Says what a literal between single quotes means where a backslash escapes."""

    def of(match):
        escape = match.group(1)
        if escape is None:
            return "'"
        if escape[0] in "uUx" and len(escape) > 1:
            return chr(int(escape[1:], 16))
        return MEANINGS.get(escape, escape)

    assert raw[0] == "'" and raw[-1] == "'", raw
    return ESCAPE.sub(of, raw[1:-1])


def literals(dialect, sql):
    """Returns the text literals that the lexer of a dialect finds."""
    found = []
    base = sqlglot.Dialect.get_or_raise(dialect).tokenizer_class

    class Recording(base):
        def _add(self, token_type, text=None):
            if token_type == TokenType.STRING:
                found.append(self._text)
            super()._add(token_type, text)

    Recording().tokenize(sql)
    return [meaning(raw) for raw in found]


def answer(asked):
    if "versions" in asked:
        return {"versions": {"sqlglot": sqlglot.__version__, "Jinja2": jinja2.__version__}}
    if "template" in asked:
        known = {"this": "THIS", "is_incremental": lambda: asked.get("again", False), "config": lambda **_: ""}
        return {"rendered": jinja2.Environment(keep_trailing_newline=True).from_string(asked["template"]).render(known)}
    statements = sqlglot.parse(asked["sql"], read=asked["dialect"])
    if len(statements) != asked.get("statements", 1) or None in statements:
        return {"error": "%d statements" % len(statements)}
    for statement in statements:
        if isinstance(statement, sqlglot.exp.Command):
            return {"error": "sqlglot does not read it: " + statement.sql()[:200]}
    return {"literals": literals(asked["dialect"], asked["sql"])}


for line in sys.stdin:
    try:
        said = answer(json.loads(line))
    except Exception as error:  # what does not parse is an answer, too
        said = {"error": str(error) or type(error).__name__}
    print(json.dumps(said), flush=True)
