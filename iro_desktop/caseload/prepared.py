"""Statements compiled once: an import runs them ten thousand times, and half its time would be compiling."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.expression import ClauseElement
from sqlcipher3 import dbapi2

from iro_desktop.caseload.engine import raw_of

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Prepared:
    """A statement with named values. For an insert, `columns` names those it fills."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT, column_keys=columns)
        self._text = str(compiled)
        self._order = tuple(compiled.positiontup)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}

    def run(self, connection: Connection, values: Mapping[str, object]) -> dbapi2.Cursor:
        """Execute it and return SQLite's cursor; errors are SQLite's own and hold no values."""
        given = {**self._fixed, **values}
        return raw_of(connection).execute(self._text, [given[name] for name in self._order])
