"""What the rows of one return say against each other: remarked on, never corrected, never rejected."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from iro_desktop.domain.ages import birthday
from iro_desktop.domain.review import Participation
from iro_desktop.intake.cells import read_date
from iro_desktop.intake.codes import provider_fits
from iro_desktop.intake.incoming import Incoming, Reader

_SHORT_BREAKS = {"V3", "V4"}


def check_return(
    children: Sequence[Incoming], episodes: Sequence[Incoming], reviews: Sequence[Incoming], reader: Reader
) -> None:
    """Remark on what cannot all be true: rules 399, 440 and 441, dates out of order, overlaps."""
    births = {child.child: child.fields.get("date_of_birth") for child in children}
    by_child = _by_child(episodes)
    for child, own in by_child.items():
        _check_episodes(own, births.get(child), reader)
    for review in reviews:
        _check_review(review, births.get(review.child), by_child.get(review.child, []), reader)


def check_birthdays(births: dict[str, date], rows: Iterable[Incoming], reader: Reader) -> None:
    """Remark where another file gives a child another date of birth than the header does."""
    for incoming in rows:
        cell, born = incoming.row["DOB"], births.get(incoming.child)
        if cell and born and (other := read_date(cell).day) and other != born:
            reader.notebook.about_row("birth-disagrees", incoming.row, "DOB")


def _by_child(incoming: Iterable[Incoming]) -> dict[str, list[Incoming]]:
    found: dict[str, list[Incoming]] = defaultdict(list)
    for one in incoming:
        found[one.child].append(one)
    for own in found.values():
        own.sort(key=lambda one: (one.fields["began_on"], one.row.line))
    return found


def _check_episodes(own: list[Incoming], born: date | None, reader: Reader) -> None:
    about = reader.notebook.about_row
    for episode in own:
        began, ended = episode.fields["began_on"], episode.fields.get("ended_on")
        if ended and ended < began:
            about("episode-ends-first", episode.row, "DEC")
        if born and began < born:
            about("episode-before-birth", episode.row, "DECOM")
        if episode.row.has("PLACE_PROVIDER") and not provider_fits(
            episode.fields.get("placement", ""), episode.fields["placement_provider"]
        ):
            about("provider-disagrees", episode.row, "PLACE_PROVIDER")
    still_open = [one for one in own if one.row.has("DEC") and one.fields["ended_on"] is None]
    for episode in still_open[1:]:
        about("episode-two-open", episode.row, "DEC")
    for before, after in pairwise(own):
        if (ended := before.fields.get("ended_on")) and after.fields["began_on"] < ended:
            about("episodes-overlap", after.row, "DECOM")


def _check_review(review: Incoming, born: date | None, episodes: list[Incoming], reader: Reader) -> None:
    about = reader.notebook.about_row
    day = review.fields["held_on"]
    code = review.fields.get("participation", Participation.UNKNOWN)
    if born and day < born:
        about("review-before-birth", review.row, "REVIEW")
    elif born and code == Participation.UNDER_FOUR and day > birthday(born, 4):
        about("review-440", review.row, "REVIEW_CODE")
    elif born and code not in {"", Participation.UNDER_FOUR} and day < birthday(born, 4):
        about("review-441", review.row, "REVIEW_CODE")
    if not episodes:
        return
    if day < episodes[0].fields["began_on"]:
        about("review-before-care", review.row, "REVIEW")
    if {one.fields.get("legal_status") for one in episodes} <= _SHORT_BREAKS:
        about("review-399", review.row, "REVIEW")
