from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.ages import birthday
from iro_desktop.domain.participation import (
    PARTICIPATION_WORDS,
    choices_on,
    needs_how_views_known,
)
from iro_desktop.domain.review import Participation


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_pn0_before_the_fourth_birthday_and_the_others_from_it_on(born: date, days: int) -> None:
    day = birthday(born, 4) + timedelta(days=days)
    under_four = choices_on(day, born) == (Participation.UNDER_FOUR,)
    assert under_four is (days < 0)
    if not under_four:
        assert [c.value for c in choices_on(day, born)] == [f"PN{n}" for n in range(1, 8)]


def test_with_no_date_of_birth_every_code_may_be_chosen() -> None:
    assert choices_on(date(2026, 1, 1), None) == tuple(PARTICIPATION_WORDS)


@pytest.mark.parametrize("code", list(Participation))
def test_who_did_not_speak_there_is_asked_about(code: Participation) -> None:
    assert needs_how_views_known(code) is (code.value in {"PN4", "PN5", "PN6", "PN7"})


def test_every_code_has_words() -> None:
    assert set(PARTICIPATION_WORDS) == set(Participation) - {Participation.UNKNOWN}
