from datetime import date

import pytest

from iro_desktop.domain.ages import age_on, birthday

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2018, 3, 12), 8),
        (date(2018, 3, 13), 7),
        (date(2024, 2, 29), 2),
        (date(2026, 3, 13), None),
        (None, None),
    ],
)
def test_age_in_whole_years(born: date | None, age: int | None) -> None:
    assert age_on(TODAY, born) == age


def test_a_birthday_on_29_february_counts_from_1_march() -> None:
    born = date(2020, 2, 29)
    assert [age_on(day, born) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [5, 6]
    assert birthday(born, 4) == date(2024, 2, 29)
    assert birthday(date(2096, 2, 29), 4) == date(2100, 3, 1)
