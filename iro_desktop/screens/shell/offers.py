"""What is offered below each page, and shown while that page is."""

from collections.abc import Callable
from typing import NamedTuple

from iro_desktop.screens.page import Page
from iro_desktop.screens.widgets.offer_bar import OfferBar


class _Offer(NamedTuple):
    words: str
    button: str
    act: Callable[[], None]


class Offers:
    """At most one for each page."""

    def __init__(
        self, bar: OfferBar, shown: Callable[[], Page | None], go_to_page: Callable[[], None]
    ) -> None:
        """`go_to_page` gives the page shown the keyboard: the button that had it goes away."""
        self._bar, self._shown, self._go_to_page = bar, shown, go_to_page
        self._offers: dict[Page, _Offer] = {}
        bar.taken.connect(self._take)

    def put(self, page: Page, words: str, button: str, act: Callable[[], None]) -> None:
        """Offer something for a page."""
        self._offers[page] = _Offer(words, button, act)
        self.show()

    def withdraw(self, page: Page) -> None:
        """Offer nothing for a page any more."""
        self._offers.pop(page, None)
        self.show()

    def show(self) -> None:
        """Show what is offered for the page shown, or nothing."""
        page = self._shown()
        offer = self._offers.get(page) if page is not None else None
        if offer is None:
            self._bar.hide()
        else:
            self._bar.show_offer(offer.words, offer.button)

    def _take(self) -> None:
        page = self._shown()
        offer = self._offers.pop(page, None) if page is not None else None
        self._go_to_page()
        self.show()
        if offer is not None:
            offer.act()
