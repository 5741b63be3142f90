"""The keys of every page, for F1: screens do not know each other, so their keys meet here."""

from iro_desktop.screens.caseload.view import KEYS as CASELOAD
from iro_desktop.screens.child.view import KEYS as CHILD
from iro_desktop.screens.import_files.view import KEYS as IMPORT
from iro_desktop.screens.letter.view import KEYS as LETTER
from iro_desktop.screens.record.keys import KEYS as RECORD
from iro_desktop.screens.sync.view import KEYS as OFFICE

ALL_KEYS = (
    ("Caseload", CASELOAD),
    ("A child’s page", CHILD),
    ("Recording a review", RECORD),
    ("The letter", LETTER),
    ("Office", OFFICE),
    ("Bring in files", IMPORT),
)
