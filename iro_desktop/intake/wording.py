"""Every remark an import can make, worded once: nothing from a file can slip into these sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What became of the thing remarked on."""

    REJECTED = "rejected"
    """Not imported."""
    NOTED = "noted"
    """Imported (or rightly left alone), but somebody should look."""


@dataclass(frozen=True)
class Wording:
    """A remark's severity, its reason and what to do about it."""

    severity: Severity
    reason: str
    what_to_do: str


def _rejected(reason: str, what_to_do: str) -> Wording:
    return Wording(Severity.REJECTED, reason, what_to_do)


def _noted(reason: str, what_to_do: str) -> Wording:
    return Wording(Severity.NOTED, reason, what_to_do)


_DATES = "Write the date as dd/mm/yyyy and import the file again."
_FIX_RETURN = "Correct it in the case management system; the next import brings the correction."

WORDING: Mapping[str, Wording] = {
    # --- whole files
    "file-not-recognised": _rejected(
        "The columns are not those of a file that this program reads.",
        "Check that a line near the top holds the column names (docs/people-file.md lists them).",
    ),
    "file-empty": _rejected("The file is empty.", "Export it again."),
    "file-is-xml": _rejected(
        "This is the XML form of the return.", "Export the return as CSV files and import those."
    ),
    "file-is-workbook": _rejected(
        "This is an Excel workbook, not a CSV file.", "In Excel, save each sheet as “CSV UTF-8”."
    ),
    "file-too-big": _rejected(
        "The file is larger than any return (more than 100 MB).", "Check that it is the right file."
    ),
    "file-not-needed": _noted(
        "This is the {kind} part of the return; nothing in it is used yet.", "Nothing to do."
    ),
    "file-has-no-rows": _noted("The file has column names and no rows.", "Check that the export worked."),
    "column-missing": _noted(
        "The file has no such column.", "Export it with this column if the council holds it."
    ),
    "column-twice": _noted("Two columns have this name; the first is used.", "Remove the second."),
    "column-unknown": _noted(
        "This program does not know this column and leaves it out.",
        "Check its name against docs/people-file.md.",
    ),
    # --- rows and cells
    "row-quote-open": _rejected(
        "A quotation mark is opened and never closed.", "Close or remove it and import the file again."
    ),
    "row-unreadable": _rejected("The line cannot be split into cells.", "Export the file again."),
    "row-short": _noted(
        "The row has fewer cells than there are columns.", "The missing cells count as blank."
    ),
    "row-long": _noted("The row has more cells than there are columns.", "Check the row for a stray comma."),
    "row-twice": _noted("The same row stands in the file twice; it counts once.", "Nothing to do."),
    "cell-too-long": _noted(
        "The cell is far longer than such a value can be, and was left out.", "Check the cell."
    ),
    "cell-hidden-characters": _noted(
        "The cell held invisible characters; they were removed.", "Nothing to do."
    ),
    "cell-formula": _noted(
        "The cell begins like a spreadsheet formula; it was kept as plain text.", "Check the cell."
    ),
    # --- which child
    "child-missing": _rejected("The row does not say which child.", "Fill in CHILD."),
    "child-unreadable": _rejected(
        "CHILD is not a child's number (letters, digits, - / . and _ only, 40 at most).", "Correct CHILD."
    ),
    "child-number-rewritten": _noted(
        "CHILD ended in “.0”, which a spreadsheet added; it was read without.", "Export CHILD as text."
    ),
    "child-unknown": _rejected(
        "This child is in no header file that was imported.", "Import the header file of the same return."
    ),
    "child-zeros": _rejected(
        "A child is known whose number is this one with other zeros in front: a spreadsheet takes zeros off.",
        "Format the CHILD column as text and write the number as the return does.",
    ),
    "child-conflict": _rejected(
        "This child has another row above that says something else; the first was used.",
        "Give one return at a time, and one row a child.",
    ),
    "child-from-people-file": _noted(
        "The return has not named this child; it was made from the people file.",
        "Check CHILD. If it is right, the next return will fill in the rest.",
    ),
    # --- dates
    "date-missing": _rejected("The date is blank.", _DATES),
    "date-unreadable": _rejected("The date cannot be read{hint}.", _DATES),
    "date-left-out": _noted("The date cannot be read{hint}; it was left blank.", _DATES),
    "date-format": _noted("The date was not written as dd/mm/yyyy, but can be read.", _DATES),
    "birth-missing": _noted("The child has no date of birth.", _FIX_RETURN),
    "birth-after-today": _noted("The date of birth is after today.", _FIX_RETURN),
    "birth-disagrees": _noted(
        "The date of birth is not the one that the header file gives; the header's was used.", _FIX_RETURN
    ),
    # --- codes
    "code-missing": _noted("The code is blank.", _FIX_RETURN),
    "code-unknown": _noted("The code is not in DfE's list; it was kept as it stands.", _FIX_RETURN),
    "code-left-out": _noted("The code is not in DfE's list and was left blank.", _FIX_RETURN),
    "code-other-year": _noted(
        "The code is not in DfE's list for the {year} return; it was kept as it stands.", _FIX_RETURN
    ),
    "provider-disagrees": _noted(
        "The provider code does not go with this placement (PR0 is for P1 only; T and Z have none).",
        _FIX_RETURN,
    ),
    # --- episodes
    "episode-ends-first": _noted("The episode ends before it begins (DEC before DECOM).", _FIX_RETURN),
    "episode-before-birth": _noted("The episode begins before the child was born.", _FIX_RETURN),
    "episode-conflict": _rejected(
        "Another row above has the same CHILD, DECOM and RNE and says something else; the first was used.",
        _FIX_RETURN,
    ),
    "episode-two-open": _noted("The child has more than one episode without an end.", _FIX_RETURN),
    "episodes-overlap": _noted("The episode begins before the one before it has ended.", _FIX_RETURN),
    "episode-replaced": _noted(
        "An episode imported earlier for this child is not in this file and overlaps one that is. "
        "It was kept, marked as replaced, and no longer counts.",
        "Nothing to do if the return was corrected; otherwise import the earlier file again.",
    ),
    "episode-open-again": _noted(
        "An earlier file gave the day this episode ended; this one does not, so the child counts as in care.",
        "If this file is older than the one imported last, import that one again.",
    ),
    # --- reviews
    "review-blank": _noted("The row has neither a date nor a code: no review.", "Nothing to do."),
    "review-conflict": _rejected(
        "Another row above has the same child and date and another code; the first was used.", _FIX_RETURN
    ),
    "review-440": _noted(
        "PN0 is for reviews up to the fourth birthday; this one is later (rule 440).", _FIX_RETURN
    ),
    "review-441": _noted(
        "PN1 to PN7 are for reviews from the fourth birthday on; this one is earlier (rule 441).",
        _FIX_RETURN,
    ),
    "review-399": _noted(
        "The child has only ever had short breaks (V3, V4): no review belongs in the return (rule 399).",
        _FIX_RETURN,
    ),
    "review-before-birth": _noted("The review is dated before the child was born.", _FIX_RETURN),
    "review-before-care": _noted(
        "The review is dated before the first episode in this file.",
        "Nothing to do if the child was in care before; such a review is kept as history.",
    ),
    "review-after-today": _rejected(
        "The review is dated after today, so it cannot have been held.",
        "Correct the date. If the review is only booked, import the return again when it has been held.",
    ),
    "review-near": _noted(
        "A review recorded in this program was held within a week of this one; both were kept.",
        "Check whether they are the same review, and correct the wrong date.",
    ),
    "review-gone": _noted(
        "A review imported earlier for this child lies between reviews of this file and is not in it. "
        "It was kept.",
        "Check whether its date was corrected; if it was never held, remove it in the program.",
    ),
    # --- people
    "role-unknown": _noted("The role is not in the list; the person was kept as “other”.", "Check the role."),
    "name-characters": _noted(
        "A name has characters that names do not have: the file was written in another alphabet's code.",
        "Save the file as “CSV UTF-8” and import it again.",
    ),
    "person-unnamed": _rejected("The person has no name.", "Fill in the name."),
    "person-conflict": _rejected(
        "Another row above names the same person in the same role and says something else; "
        "the first was used.",
        "Give one row for each person and role.",
    ),
    "yes-no-unclear": _noted(
        "The cell should say yes or no; it was taken as yes, to be safe.", "Write Y or N."
    ),
    "person-ended": _noted(
        "Somebody imported earlier in this role is no longer in the file: marked as until today.",
        "Nothing to do if they have left.",
    ),
    # --- what was already there
    "value-kept": _noted(
        "An IRO has changed this since the last import; the IRO's was kept.",
        "If the return is right, change it in the program.",
    ),
    "review-finished": _noted(
        "The review was recorded and finished in this program; the row differs and changed nothing.",
        "Correct the return, or add a correction to the review in the program.",
    ),
    "not-this-iro": _noted("Children of other IROs were left out, as asked.", "Nothing to do."),
}
