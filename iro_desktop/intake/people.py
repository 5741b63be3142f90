"""Rows of our own two files -> names, addresses and the people in a child's life. See docs/people-file.md."""

import re
from collections.abc import Iterator
from typing import Any

from iro_desktop.domain.child import Child, Person, PersonRole
from iro_desktop.domain.identity import imported_id
from iro_desktop.intake.cells import read_yes
from iro_desktop.intake.incoming import PERSON, Incoming, Reader
from iro_desktop.intake.remarks import Row
from iro_desktop.intake.ssda903 import child_of, day_of

CHILD_TEXTS = {
    "GIVEN_NAME": "given_name",
    "FAMILY_NAME": "family_name",
    "KNOWN_AS": "known_as",
    "ADDRESS": "address",
    "POSTCODE": "postcode",
    "IRO_NAME": "iro_name",
}
_CHILD_OTHERS = {"CHILD", "DOB", "ADDRESS_HIDDEN"}
_SLOT = re.compile(
    r"(CARER|PARENT|SIBLING|SCHOOL|TEACHER|SOCIAL_WORKER|TEAM_MANAGER|ADVOCATE|HEALTH|FRIEND"
    r"|PERSONAL_ADVISER|INDEPENDENT_VISITOR)(?:_([1-9]))?_"
    r"(NAME|CALLED|ROLE|PHONE|EMAIL|ADDRESS|HIDDEN|NO_CONTACT)"
)
_ROLES: dict[str, tuple[PersonRole, str]] = {
    **{role.value.casefold(): (role, "") for role in PersonRole},
    **{
        words: (role, words)
        for role, known in {
            PersonRole.CARER: ("foster carer", "kinship carer", "key worker", "residential worker"),
            PersonRole.PARENT: ("mother", "father", "mum", "dad", "stepmother", "stepfather"),
            PersonRole.SIBLING: ("brother", "sister", "half brother", "half sister"),
            PersonRole.FAMILY: ("grandmother", "grandfather", "aunt", "uncle", "cousin"),
            PersonRole.TEACHER: ("form tutor", "class teacher", "designated teacher", "tutor"),
            PersonRole.HEALTH: ("nurse", "doctor", "therapist", "health visitor"),
        }.items()
        for words in known
    },
}
_NOT_IN_NAMES = re.compile(r"[?£¤¥¦§¨©ª«¬®¯°±²³µ¶¸¹º»¼½¾×÷\ufffd]")
"""In no name: what cp1252 makes of a Polish, Czech or Turkish file, or a file of what it could not write."""
_TEXTS = {
    "CALLED": "called",
    "PHONE": "phone",
    "EMAIL": "email",
    "ADDRESS": "address",
}
_RELATIONSHIP_COLUMNS = {
    "CHILD", "ROLE", "NAME", "CALLED", "ROLE_WORDS", "PHONE", "EMAIL", "ADDRESS", "HIDDEN", "NO_CONTACT",
    "SINCE", "UNTIL",
}  # fmt: skip


def unknown_columns(columns: tuple[str, ...], *, wide: bool) -> Iterator[str]:
    """Yield the columns that our own layout does not have: most often a misspelt one."""
    known = _CHILD_OTHERS | set(CHILD_TEXTS) if wide else _RELATIONSHIP_COLUMNS
    for column in columns:
        if column and column not in known and not (wide and _SLOT.fullmatch(column)):
            yield column


def child_row(row: Row, reader: Reader) -> tuple[Incoming | None, tuple[Incoming, ...]]:
    """Return what a wide row says about the child, and about each person that it names."""
    number = child_of(row, reader)
    if not number:
        return None, ()
    fields: dict[str, Any] = {name: row[column] for column, name in CHILD_TEXTS.items() if row.has(column)}
    if row.has("POSTCODE"):
        fields["postcode"] = row["POSTCODE"].upper()
    if row.has("DOB") and (born := day_of(row, "DOB", reader)):
        fields["date_of_birth"] = born
    if (hidden := _yes(row, "ADDRESS_HIDDEN", reader)) is not None:
        fields["address_hidden"] = hidden
    for column in ("GIVEN_NAME", "FAMILY_NAME", "KNOWN_AS"):
        _remark_on_characters(row[column], row, column, reader)
    fields["source_key"] = number
    child = Incoming(Child, reader.child_id(number), number, number, fields, row, whole=False)
    return child, tuple(_slots(number, row, reader))


def _slots(number: str, row: Row, reader: Reader) -> Iterator[Incoming]:
    slots: dict[tuple[str, str], dict[str, str]] = {}
    for column, cell in row.cells.items():
        if found := _SLOT.fullmatch(column):
            slots.setdefault((found[1], found[2] or ""), {})[found[3]] = cell
    for (role, place), cells in slots.items():
        if not any(cells.values()):
            continue
        where = f"{role}_{place}_NAME" if place else f"{role}_NAME"
        role_words = cells.get("ROLE", "")
        fields = _person_fields(PersonRole(role.replace("_", " ").lower()), role_words, cells)
        for name in ("HIDDEN", "NO_CONTACT"):
            column = where.removesuffix("NAME") + name
            if (yes := _yes(row, column, reader)) is not None:
                fields[name.lower()] = yes
        if cells.get("NAME"):
            _remark_on_characters(cells["NAME"], row, where, reader)
            yield _person(number, cells["NAME"], fields, row, reader)
        else:
            reader.notebook.about_row("person-unnamed", row, where)


def relationship_row(row: Row, reader: Reader) -> Incoming | None:
    """Return what a row of the long file says about one person in a child's life."""
    number = child_of(row, reader)
    if not number:
        return None
    known = _ROLES.get(" ".join(row["ROLE"].casefold().replace("-", " ").split()))
    if known is None:
        reader.notebook.about_row("role-unknown", row, "ROLE")
        known = (PersonRole.OTHER, row["ROLE"])
    fields = _person_fields(known[0], row["ROLE_WORDS"] or known[1], row.cells)
    for column in ("HIDDEN", "NO_CONTACT"):
        if (yes := _yes(row, column, reader)) is not None:
            fields[column.lower()] = yes
    for column in ("SINCE", "UNTIL"):
        if row[column]:
            fields[column.lower()] = day_of(row, column, reader)
    if not row["NAME"]:
        reader.notebook.about_row("person-unnamed", row, "NAME")
        return None
    _remark_on_characters(row["NAME"], row, "NAME", reader)
    return _person(number, row["NAME"], fields, row, reader)


def _remark_on_characters(name: str, row: Row, column: str, reader: Reader) -> None:
    """Remark on a name that was read in the wrong code page ("£ukasz"): it would head a letter."""
    if _NOT_IN_NAMES.search(name):
        reader.notebook.about_row("name-characters", row, column)


def _person_fields(role: PersonRole, role_words: str, cells: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {"role": role, "role_words": role_words}
    return fields | {name: cells[column] for column, name in _TEXTS.items() if column in cells}


def _person(number: str, name: str, fields: dict[str, Any], row: Row, reader: Reader) -> Incoming:
    """Make the person's incoming. The name is part of the key: a new social worker is a new person, not the
    old one renamed, because last year's review was attended by the old one."""
    key = f"{number}/{fields['role'].value}/{' '.join(name.casefold().split())}"
    fields |= {"child_id": reader.child_id(number), "name": name, "source_key": key}
    return Incoming(Person, imported_id(reader.council, PERSON, key), number, key, fields, row)


def _yes(row: Row, column: str, reader: Reader) -> bool | None:
    """Return yes or no; blank is None, and what is neither counts as yes: these cells protect somebody."""
    if not row[column]:
        return None
    answer = read_yes(row[column])
    if answer is None:
        reader.notebook.about_row("yes-no-unclear", row, column)
        return True
    return answer
