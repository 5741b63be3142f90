"""Where the user is: each place of the navigation with the pages opened from it, kept while elsewhere."""

from collections.abc import Callable, Collection

from iro_desktop.screens.page import Page


class Trails:
    """The places, and for each the trail of pages from its root to the one shown last."""

    def __init__(self, closed: Callable[[Page], None]) -> None:
        self._factories: dict[str, Callable[[], Page]] = {}
        self._trails: dict[str, list[Page]] = {}
        self._closed = closed
        self.place = ""

    def add_place(self, key: str, factory: Callable[[], Page]) -> None:
        """Add a place; its root page is made when it is first visited."""
        self._factories[key] = factory

    def pages(self) -> tuple[Page, ...]:
        """Return the trail of the current place, root first; empty before the first visit."""
        return tuple(self._trails.get(self.place, ()))

    def everything(self) -> tuple[Page, ...]:
        """Return all pages that are alive, in whatever place."""
        return tuple(page for trail in self._trails.values() for page in trail)

    def visit(self, key: str) -> Page:
        """Go to a place; return the page to show: where its trail was left, or its root if already here."""
        trail = self._trails.setdefault(key, [])
        if not trail:
            trail.append(self._factories[key]())
        elif key == self.place:
            self._cut(trail, 1)
        self.place = key
        return trail[-1]

    def go_to_root(self, key: str) -> None:
        """Go to a place's root, closing all that was opened from it."""
        trail = self._trails.setdefault(key, [])
        if not trail:
            trail.append(self._factories[key]())
        self._cut(trail, 1)
        self.place = key

    def push(self, page: Page) -> None:
        """Open a page from the current one."""
        self._trails[self.place].append(page)

    def return_to(self, page: Page) -> None:
        """Make a page the last of its trail, closing those opened from it; one in none joins this trail."""
        for place, trail in self._trails.items():
            if page in trail:
                self.place = place
                self._cut(trail, trail.index(page) + 1)
                return
        self.push(page)

    def close_others(self) -> None:
        """Close every page of the other places, their roots too: they are made anew when visited."""
        for place, trail in self._trails.items():
            if place != self.place:
                self._cut(trail, 0)

    def opened_from(self, pages: Collection[Page]) -> tuple[Page, ...]:
        """Return these pages, of which none is a root, and those opened from them."""
        return tuple(page for trail in self._trails.values() for page in trail[_first(trail, pages) :])

    def take_away(self, pages: Collection[Page]) -> None:
        """Close these pages, of which none is a root, and those opened from them."""
        for trail in self._trails.values():
            self._cut(trail, _first(trail, pages))

    def back(self) -> bool:
        """Close the current page unless it is a root; return whether there was one to close."""
        trail = self._trails.get(self.place, [])
        if len(trail) < 2:
            return False
        self._cut(trail, len(trail) - 1)
        return True

    def _cut(self, trail: list[Page], keep: int) -> None:
        while len(trail) > keep:
            self._closed(trail.pop())


def _first(trail: list[Page], pages: Collection[Page]) -> int:
    return next((place for place, page in enumerate(trail) if page in pages), len(trail))
