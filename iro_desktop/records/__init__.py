"""A record's other shapes, derived from its one definition: its table, its encoding, its differences."""

from iro_desktop.records.encoding import (
    Difference,
    canonical,
    canonical_again,
    changed_fields,
    decode,
    differs_from_default,
    encode,
    names_of,
    read,
)
from iro_desktop.records.fields import FieldShape, Json, Unfit, once_per_kind, safe_text, shapes_of
from iro_desktop.records.swift import row_maker
from iro_desktop.records.tables import METADATA, row_reader, table_name, table_of, to_row

__all__ = [
    "METADATA",
    "Difference",
    "FieldShape",
    "Json",
    "Unfit",
    "canonical",
    "canonical_again",
    "changed_fields",
    "decode",
    "differs_from_default",
    "encode",
    "names_of",
    "once_per_kind",
    "read",
    "row_maker",
    "row_reader",
    "safe_text",
    "shapes_of",
    "table_name",
    "table_of",
    "to_row",
]
