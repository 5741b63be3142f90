"""Statements compiled once: an import runs them ten thousand times, and half its time would be compiling."""

from collections.abc import Iterable, Mapping, Sequence
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

    def run_all(self, connection: Connection, rows: Iterable[Mapping[str, object]]) -> None:
        """Execute it for each of these, as one."""
        order, fixed = self._order, self._fixed
        given = ([(row if not fixed else {**fixed, **row})[name] for name in order] for row in rows)
        raw_of(connection).executemany(self._text, given)

    def run_rows(self, connection: Connection, rows: Iterable[Sequence[object]]) -> None:
        """Execute it for each of these, whose values stand in the statement's own order."""
        raw_of(connection).executemany(self._text, rows)
