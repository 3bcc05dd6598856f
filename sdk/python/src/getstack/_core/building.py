# SPDX-License-Identifier: Apache-2.0
"""Making the types of this client out of what the server said."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from getstack._core import reading

T = TypeVar("T")


def build(kind: type[T], found: Any, **absent: Any) -> T:
    """An object of a dataclass from a JSON object.

    Members the class does not know are left out; one it cannot do without raises
    :class:`~getstack.errors.InvalidAnswerError`, unless ``absent`` says what its absence means.
    """
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]
    needed = [
        field.name
        for field in fields
        if field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
        and field.name not in absent
    ]
    said = reading.members(found, kind.__name__, *needed)
    return kind(**{**absent, **{field.name: said[field.name] for field in fields if field.name in said}})


def build_all(kind: type[T], found: Any, **absent: Any) -> list[T]:
    """A list of them."""
    return [build(kind, item, **absent) for item in reading.objects(found, kind.__name__)]
