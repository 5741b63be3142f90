"""What the settings screen offers, and hands back."""

from typing import NamedTuple


class Choices(NamedTuple):
    """How a person wants the app: text size in percent, a Scheme's value, and minutes without a touch until
    the page is covered and until the app locks."""

    text_percent: int
    scheme: str
    cover_after: int
    lock_after: int
