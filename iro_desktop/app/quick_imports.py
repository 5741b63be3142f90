"""Takes one of PySide6's wrappers off Python's import: the one that reads the source of every module.

It is there for `from __feature__ import snake_case`, which nothing here uses. With it each import statement,
those inside functions too, runs code of PySide6, and each new module's source is read and searched.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - puts the wrapper in place; afterwards it can go


def unwrap() -> None:
    """Put back the import that the wrapper calls; does nothing where there is no wrapper."""
    under = getattr(builtins, "__orig_import__", None)
    if under is not None:
        builtins.__import__ = under


unwrap()
