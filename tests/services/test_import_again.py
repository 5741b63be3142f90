"""Whatever the files say, importing them writes all or nothing, and importing them again writes nothing."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.files import EPISODES, HEADER, REVIEWS, UASC
from tests.intake.test_people import LONG, WIDE
from tests.services.importing import NEXT_DAY, Importing

_CHILD = st.sampled_from(["101", "102", "102.0", "", "?"])
_DAY = st.sampled_from(["01/06/2024", "03/06/2024", "2024-06-01", "", "31/02/2024", "01/01/2030"])
_CODE = st.sampled_from(["S", "P", "C2", "V4", "U4", "PN0", "PN1", "1", "F", "Y", "", "??", "E4A"])
_NAME = st.sampled_from(["Jo", "jo", "Mark", "", "O’Neil", "=1", "mother", "carer", "social worker"])
_CELL = st.one_of(_DAY, _CODE, _NAME)


def _file(head: str) -> st.SearchStrategy[str]:
    columns = head.count(",")
    row = st.tuples(_CHILD, st.lists(_CELL, min_size=columns, max_size=columns))
    lines = st.lists(row.map(lambda cells: ",".join([cells[0], *cells[1]])), max_size=6)
    return lines.map(lambda rows: head + "\n".join(rows) + "\n")


_FILES = st.tuples(*(_file(head) for head in (HEADER, EPISODES, REVIEWS, UASC, WIDE, LONG)))
_NUMBERED = HEADER + "101,1,12/03/2015,WBRI,,,\n102,2,12/03/2016,WBRI,,,\n"


@pytest.mark.proof
@settings(
    max_examples=500 if os.environ.get("IRO_PROOF") == "full" else 12,
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
@given(first=_FILES, second=_FILES)
def test_any_files_twice(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Importing(Path(folder))
        try:
            for texts in (first, second):
                desk.bring_in(_NUMBERED, *texts)
                before = desk.journal()
                report = desk.bring_in(_NUMBERED, *texts)
                assert desk.journal() == before
                assert all(count.created == count.updated == 0 for count in report.counts.values())
            desk.bring_in(_NUMBERED, *second, today=NEXT_DAY)
            assert desk.journal() == before
        finally:
            desk.opener.close()
