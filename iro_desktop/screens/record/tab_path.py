"""Where Tab goes in the recording window: header, sections, the page shown, buttons: as the eye does.

Pages and cards are made as they are needed, and Qt puts what is made later last: Tab from the list of
sections would go to the buttons below and out of the window before it came to the page beside the list.
"""

from iro_desktop.screens.forms.ui_record import Ui_RecordForm
from iro_desktop.screens.record.fitting import FittingPage
from iro_desktop.screens.record.tab_order import tab_through


def tab_as_seen(form: Ui_RecordForm) -> None:
    """Put the page shown between the list of sections and the buttons below it."""
    page = form.pages.page(form.pages.shown)
    inside = page.stops() if isinstance(page, FittingPage) else []
    tab_through(
        [form.read_back_button, form.room_check, form.sections_list, *inside,
         form.decisions_button, form.parked_button, form.finish_button]
    )  # fmt: skip
