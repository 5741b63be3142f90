"""Rows of the SSDA903 return -> what they say about children, episodes and reviews."""

from collections.abc import Callable, Mapping
from datetime import date

from iro_desktop.domain.child import Child, Episode, Sex
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.review import Participation, Review
from iro_desktop.intake import codes
from iro_desktop.intake.cells import read_child, read_date, read_yes
from iro_desktop.intake.codes import Years
from iro_desktop.intake.incoming import EPISODE, REVIEW, Incoming, Reader
from iro_desktop.intake.kinds_of_file import FileKind
from iro_desktop.intake.remarks import Row

_SEXES = {"1": Sex.MALE, "M": Sex.MALE, "2": Sex.FEMALE, "F": Sex.FEMALE, "U": Sex.UNSPECIFIED}
_EPISODE_CODES: Mapping[str, tuple[str, Mapping[str, Years], bool]] = {
    "LS": ("legal_status", codes.LEGAL_STATUS, True),
    "CIN": ("category_of_need", codes.CATEGORY_OF_NEED, True),
    "PLACE": ("placement", codes.PLACEMENT, True),
    "PLACE_PROVIDER": ("placement_provider", codes.PROVIDER, False),
    "REC": ("reason_ended", codes.REASON_ENDED, False),
    "REASON_PLACE_CHANGE": ("reason_place_change", codes.REASON_PLACE_CHANGE, False),
}
"""By column: our field, DfE's list, and whether a blank is a mistake."""
_EPISODE_TEXTS = {"HOME_POST": "home_postcode", "PL_POST": "placement_postcode", "URN": "urn"}


def child_of(row: Row, reader: Reader) -> str:
    """Return the child's number, or "" (remarked on) where the row has none that can be used."""
    if not row["CHILD"]:
        reader.notebook.about_row("child-missing", row, "CHILD")
        return ""
    number, rewritten = read_child(row["CHILD"])
    if not number:
        reader.notebook.about_row("child-unreadable", row, "CHILD")
    elif rewritten:
        reader.notebook.about_row("child-number-rewritten", row, "CHILD")
    return number


def day_of(row: Row, column: str, reader: Reader, *, needed: bool = False) -> date | None:
    """Return the date in `column`, or None; where it is `needed`, a blank or bad one rejects the row."""
    if not row[column]:
        if needed:
            reader.notebook.about_row("date-missing", row, column)
        return None
    found = read_date(row[column])
    if found.day is None:
        code = "date-unreadable" if needed else "date-left-out"
        reader.notebook.about_row(code, row, column, hint=found.hint)
    elif not found.usual:
        reader.notebook.about_row("date-format", row, column)
    return found.day


def _code(row: Row, column: str, listed: Mapping[str, Years], reader: Reader, *, needed: bool = True) -> str:
    """Return the code as it stands (in capitals), remarking where DfE's list for the year lacks it."""
    code = row[column].upper()
    if not code:
        if needed and row.has(column):
            reader.notebook.about_row("code-missing", row, column)
    elif code not in listed:
        reader.notebook.about_row("code-unknown", row, column)
    elif not listed[code].first <= reader.year <= listed[code].last:
        year = codes.year_words(reader.year)
        reader.notebook.about_row("code-other-year", row, column, year=year)
    return code


def _header(row: Row, reader: Reader) -> Incoming | None:
    number = child_of(row, reader)
    if not number:
        return None
    fields: dict[str, object] = {"source_key": number}
    if row.has("DOB"):
        fields["date_of_birth"] = _birth(row, reader)
    if row.has("SEX"):
        fields["sex"] = _sex(row, reader)
    if row.has("ETHNIC"):
        fields["ethnicity"] = _code(row, "ETHNIC", codes.ETHNIC, reader)
    if row.has("UPN"):
        fields["upn"] = row["UPN"].upper()
    if row.has("MOTHER"):
        fields["is_mother"] = read_yes(row["MOTHER"]) is True
    return Incoming(Child, reader.child_id(number), number, number, fields, row)


def _sex(row: Row, reader: Reader) -> Sex:
    """Read both spellings in any year, 1 and 2 or M, F and U: what they mean never changed."""
    code = row["SEX"].upper()
    if code not in _SEXES:
        reader.notebook.about_row("code-left-out" if code else "code-missing", row, "SEX")
    return _SEXES.get(code, Sex.UNKNOWN)


def _birth(row: Row, reader: Reader) -> date | None:
    born = day_of(row, "DOB", reader)
    if born and born > reader.today:
        reader.notebook.about_row("birth-after-today", row, "DOB")
    if not row["DOB"]:
        reader.notebook.about_row("birth-missing", row, "DOB")
    return born


def _uasc(row: Row, reader: Reader) -> Incoming | None:
    number = child_of(row, reader)
    until = day_of(row, "DUC", reader, needed=True) if number else None
    if until is None:
        return None
    fields = {"uasc_until": until}
    return Incoming(Child, reader.child_id(number), number, number, fields, row, whole=False)


def _episode(row: Row, reader: Reader) -> Incoming | None:
    number = child_of(row, reader)
    began = day_of(row, "DECOM", reader, needed=True) if number else None
    if began is None:
        return None
    fields: dict[str, object] = {"child_id": reader.child_id(number), "began_on": began}
    fields["reason_new"] = _code(row, "RNE", codes.REASON_NEW, reader)
    for column, (name, listed, needed) in _EPISODE_CODES.items():
        if row.has(column):
            fields[name] = _code(row, column, listed, reader, needed=needed)
    for column, name in _EPISODE_TEXTS.items():
        if row.has(column):
            fields[name] = row[column].upper()
    if row.has("DEC"):
        fields["ended_on"] = day_of(row, "DEC", reader)
    key = f"{number}/{began.isoformat()}/{fields['reason_new']}"
    fields["source_key"] = key
    return Incoming(Episode, imported_id(reader.council, EPISODE, key), number, key, fields, row)


def _review(row: Row, reader: Reader) -> Incoming | None:
    number = child_of(row, reader)
    if number and not row["REVIEW"] and not row["REVIEW_CODE"]:
        reader.notebook.about_row("review-blank", row, "REVIEW")
        return None
    day = day_of(row, "REVIEW", reader, needed=True) if number else None
    if day is None:
        return None
    key = f"{number}/{day.isoformat()}"
    if day > reader.today:
        reader.notebook.about_row("review-after-today", row, "REVIEW")
        return None
    fields: dict[str, object] = {"child_id": reader.child_id(number), "source_key": key, "held_on": day}
    if row.has("REVIEW_CODE"):
        fields["participation"] = _participation(row, reader)
    return Incoming(Review, imported_id(reader.council, REVIEW, key), number, key, fields, row)


def _participation(row: Row, reader: Reader) -> Participation:
    code = row["REVIEW_CODE"].upper()
    if code in codes.PARTICIPATION:
        return Participation(code)
    reader.notebook.about_row("code-left-out" if code else "code-missing", row, "REVIEW_CODE")
    return Participation.UNKNOWN


ROW_READERS: Mapping[FileKind, Callable[[Row, Reader], Incoming | None]] = {
    FileKind.HEADER: _header,
    FileKind.UASC: _uasc,
    FileKind.EPISODES: _episode,
    FileKind.REVIEWS: _review,
}
"""For each part of the return, how a row is read. None: the row was rejected (or says nothing), and why
stands in the notebook."""
