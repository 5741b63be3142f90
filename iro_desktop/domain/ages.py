"""How old somebody is, and from which day: one rule for 29 February everywhere."""

from datetime import date


def birthday(born: date, age: int) -> date:
    """Return the day somebody reaches `age`; who was born on 29 February does so on 1 March otherwise."""
    year = min(born.year + age, date.max.year)
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(day: date, born: date | None) -> int | None:
    """Return the age in whole years on `day`; None where the birthday is unknown or still to come."""
    if born is None or born > day:
        return None
    years = day.year - born.year
    return years - (day < birthday(born, years))
