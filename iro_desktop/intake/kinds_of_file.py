"""Which file is which, told by its columns: councils name their exports as they like."""

from enum import StrEnum


class FileKind(StrEnum):
    """A file of the SSDA903 return, or one of our own two."""

    HEADER = "header"
    EPISODES = "episodes"
    REVIEWS = "reviews"
    UASC = "uasc"
    PEOPLE = "people"
    RELATIONSHIPS = "relationships"
    MISSING = "missing"
    OC2 = "oc2"
    OC3 = "oc3"
    AD1 = "ad1"
    PREVIOUS_PERMANENCE = "previous permanence"
    PLACED_FOR_ADOPTION = "placed for adoption"
    SOCIAL_WORKER = "social worker"


NEEDED = (
    FileKind.HEADER,
    FileKind.UASC,
    FileKind.EPISODES,
    FileKind.REVIEWS,
    FileKind.PEOPLE,
    FileKind.RELATIONSHIPS,
)
"""What is imported, in the order in which it is read: a child before what belongs to it."""

COLUMNS: dict[FileKind, tuple[str, ...]] = {
    FileKind.HEADER: ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER"),
    FileKind.EPISODES: (
        "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC",
        "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN",
    ),
    FileKind.REVIEWS: ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    FileKind.UASC: ("CHILD", "DOB", "DUC"),
}  # fmt: skip
"""The columns read from each part of the return; one that is absent is remarked on."""

_SIGNS: tuple[tuple[FileKind, frozenset[str]], ...] = tuple(
    (kind, frozenset(columns.split()))
    for kind, columns in (
        (FileKind.RELATIONSHIPS, "CHILD ROLE NAME"),
        (FileKind.UASC, "CHILD DUC"),
        (FileKind.EPISODES, "CHILD DECOM RNE"),
        (FileKind.REVIEWS, "CHILD REVIEW REVIEW_CODE"),
        (FileKind.MISSING, "CHILD MIS_START"),
        (FileKind.OC2, "CHILD SDQ_SCORE"),
        (FileKind.OC2, "CHILD CONVICTED"),
        (FileKind.OC3, "CHILD IN_TOUCH"),
        (FileKind.AD1, "CHILD DATE_INT"),
        (FileKind.PREVIOUS_PERMANENCE, "CHILD PREV_PERM"),
        (FileKind.PLACED_FOR_ADOPTION, "CHILD DATE_PLACED"),
        (FileKind.SOCIAL_WORKER, "CHILD SW_DECOM"),
        (FileKind.PEOPLE, "CHILD KNOWN_AS"),
        (FileKind.PEOPLE, "CHILD GIVEN_NAME"),
        (FileKind.PEOPLE, "CHILD CARER_1_NAME"),
        (FileKind.PEOPLE, "CHILD SOCIAL_WORKER_NAME"),
        (FileKind.HEADER, "CHILD SEX DOB ETHNIC"),
        (FileKind.HEADER, "CHILD SEX DOB UPN"),
        (FileKind.EPISODES, "CHILD DECOM LS"),
        (FileKind.REVIEWS, "CHILD REVIEW"),
    )
)

_SAME = {
    "CHILD_ID": "CHILD",
    "DATE_OF_BIRTH": "DOB",
    "FIRST_NAME": "GIVEN_NAME",
    "FORENAME": "GIVEN_NAME",
    "SURNAME": "FAMILY_NAME",
    "LAST_NAME": "FAMILY_NAME",
    "PREFERRED_NAME": "KNOWN_AS",
    "SCHOOL": "SCHOOL_NAME",
    "TEACHER": "TEACHER_NAME",
    "SOCIAL_WORKER": "SOCIAL_WORKER_NAME",
    "TEAM_MANAGER": "TEAM_MANAGER_NAME",
    "IRO": "IRO_NAME",
}


def column_name(cell: str) -> str:
    """Return a column's name as this program knows it: capitals, underscores, one word for each thing."""
    name = "_".join(cell.strip().strip("\ufeff\"'").upper().replace("-", " ").replace("_", " ").split())
    return _SAME.get(name, name)


def kind_of(columns: frozenset[str]) -> FileKind | None:
    """Return which file has these columns, or None."""
    return next((kind for kind, signs in _SIGNS if signs <= columns), None)
