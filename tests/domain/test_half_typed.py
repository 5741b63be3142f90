from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.half_typed import lines_of, with_line

NAMES = st.text("abcdefghij_0123456789/", min_size=1)


@given(st.dictionaries(NAMES, st.text(min_size=1)))
def test_every_line_comes_back_as_it_was_typed_but_for_its_breaks(typed: dict[str, str]) -> None:
    kept = ""
    for name, words in typed.items():
        kept = with_line(kept, name, words)
    wanted = {name: " ".join(words.splitlines()) for name, words in typed.items()}
    assert lines_of(kept) == {name: words for name, words in wanted.items() if words}


def test_a_line_handed_in_leaves_the_others() -> None:
    kept = with_line(with_line("", "park", "ask: about the dog"), "name", "Jo")
    assert lines_of(with_line(kept, "park", "")) == {"name": "Jo"}
    assert with_line("name: Jo", "name", "") == ""


def test_a_pasted_break_takes_no_words() -> None:
    assert lines_of(with_line("", "participation", "asleep\r\nall day")) == {
        "participation": "asleep all day"
    }
