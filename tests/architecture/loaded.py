"""The product as it is after everything was imported: what packages declare about themselves."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, TypeVar

import huizhen

# They run when they are imported: the process itself, and Alembic's entry with its versions.
RUNS: Final = (
    "huizhen.__main__",
    "huizhen.migrations.env",
    "huizhen.migrations.versions",
    "huizhen.host.shim",
)

T = TypeVar("T")


@cache
def load() -> tuple[str, ...]:
    """Import every module of the product; the names of all."""
    names = [
        each.name
        for each in pkgutil.walk_packages(huizhen.__path__, "huizhen.")
        if not each.name.startswith(RUNS)
    ]
    for name in names:
        importlib.import_module(name)
    return tuple(names)


def subclasses(of: type[T]) -> Iterator[type[T]]:
    """All classes of the product below this one."""
    for each in of.__subclasses__():
        if each.__module__.startswith("huizhen."):
            yield each
        yield from subclasses(each)


def package_of(thing: Any) -> str:
    """`patients` for anything defined in huizhen.patients."""
    return str(thing.__module__).split(".")[1]
