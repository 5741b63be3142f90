"""Whatever the bytes, reading ends, raises nothing, and every remark says where and what to do."""

from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.intake.reading import read_files
from iro_desktop.intake.sources import SourceFile
from tests.intake.files import COUNCIL, EPISODES, HEADER, REVIEWS, TODAY, UASC
from tests.intake.test_people import LONG, WIDE

_HEADS = st.sampled_from([HEADER, EPISODES, REVIEWS, UASC, WIDE, LONG, ""])
_CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["101", "01/02/2020", "PN1", "S", '"', ",", "\n", "\x00", "=1", "9999-99-99", "Y", "\ufeff"]
    ),
)
_ENCODINGS = st.sampled_from(["utf-8", "utf-16", "cp1252", "latin-1", "utf-32"])


def _read(data: bytes) -> None:
    reading = read_files([SourceFile("x", data)], council=COUNCIL, today=TODAY)
    for remark in reading.notebook.remarks:
        assert remark.file == "x"
        assert remark.what_to_do
        assert remark.line >= 0


@given(data=st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _read(data)


@given(head=_HEADS, data=st.binary(max_size=200))
def test_any_bytes_below_column_names(head: str, data: bytes) -> None:
    _read(head.encode() + data)


@settings(max_examples=300)
@given(head=_HEADS, rows=st.lists(st.lists(_CELLS, max_size=14), max_size=8), encoding=_ENCODINGS)
def test_any_cells(head: str, rows: list[list[str]], encoding: str) -> None:
    text = head + "\n".join(",".join(row) for row in rows)
    _read(text.encode(encoding, errors="replace"))
