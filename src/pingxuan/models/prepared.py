"""Queries whose SQL is composed once per process and then run with new values: what every request asks."""

from collections.abc import Callable
from copy import copy
from functools import lru_cache
from inspect import signature
from typing import Any, ParamSpec, Self, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Asked = ParamSpec("Asked")
Row = TypeVar("Row")


class _Place(str):
    """Stands in the composed SQL's parameters where the value asked for goes."""

    __slots__ = ("at",)
    at: int

    def __new__(cls, at: int) -> Self:
        """The place of the ``at``-th value; no two are equal, so that none is left out of a list."""
        place = super().__new__(cls, f"\x00{at}")
        place.at = at
        return place


class _Composed(Query):
    """A query that has its SQL already, and the values of this run."""

    compiler_made: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]

    def get_compiler(self, using: str | None = None, *_: Any, **__: Any) -> SQLCompiler:
        """The compiler that composed it, on this thread's connection, with nothing left to do."""
        compiler = copy(self.compiler_made)
        compiler.connection = connections[using or DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_, **__: (self.sql, self.parameters)  # type: ignore[method-assign]
        return compiler


def prepared(build: Callable[Asked, "QuerySet[Any, Row]"]) -> Callable[Asked, list[Row]]:
    """Turns a function that builds a queryset from text values (or None) into one that gives its rows.

    ``build`` runs once: it must build the same query whatever the values, which may not be compared in it.
    Raises TransactionManagementError when it locks rows outside a transaction.
    """

    @lru_cache(maxsize=4)
    def composed(_vendor: str) -> "QuerySet[Any, Row]":
        places = [_Place(at) for at in range(len(signature(build).parameters))]
        rows = build(*places)  # type: ignore[arg-type, call-arg]  # places are text
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        # the query itself changes: a queryset given another one would forget that it asks for tuples
        rows.query.__class__ = _Composed
        query = cast("_Composed", rows.query)
        query.compiler_made, query.sql, query.parameters = compiler, sql, tuple(parameters)
        return rows

    def run(*values: Asked.args, **_: Asked.kwargs) -> list[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        rows = composed(connection.vendor).all()
        query = cast("_Composed", rows.query)
        if query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked inside a transaction only")
        query.parameters = tuple(
            values[one.at] if isinstance(one, _Place) else one for one in query.parameters
        )
        return list(rows)

    run.__name__, run.__doc__ = build.__name__, build.__doc__
    return run
