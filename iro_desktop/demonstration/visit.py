"""A visit, from unlock to letter, played through the real windows by keys alone."""

import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from iro_desktop.app.desktop import Desktop
from iro_desktop.app.pages import Pages
from iro_desktop.app.settings import Settings
from iro_desktop.app.start import application
from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE
from iro_desktop.demonstration.visitor import CTRL, CTRL_SHIFT, NothingHappened, Visitor
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import Clock
from iro_desktop.screens.caseload.table import CaseloadTable
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.letter.view import LetterScreenView
from iro_desktop.screens.record.finish_page import FinishPage, MissingRow
from iro_desktop.screens.record.view import RecordView
from iro_desktop.screens.theme import Scheme, apply_theme

Key = Qt.Key
LETTER = "letter.docx"
AS_SHIPPED = Settings(scheme="light")


def play(paths: ProfilePaths, clock: Clock, output: Path, settings: Settings = AS_SHIPPED) -> int:
    """Play the visit on a demonstration profile; leave pictures and the letter in `output`; return 0."""
    app = application()
    apply_theme(app, Scheme(settings.scheme), settings.text_percent)
    output.mkdir(parents=True, exist_ok=True)
    for old in [*output.glob("*.png"), output / LETTER]:
        old.unlink(missing_ok=True)
    visitor = Visitor(app, output)
    desktop = Desktop(app, paths, clock)
    pages = unlock(desktop, visitor)
    pages.ask_where = lambda _suggested: output / LETTER
    find_ellis(pages, visitor)
    record(pages, visitor)
    finish(pages, visitor)
    write_letter(pages, visitor, output / LETTER)
    desktop.quit()
    code = desktop.run()
    as_pdf(output / LETTER)
    sys.stdout.write(f"The visit is done: {len(visitor.taken)} pictures and the letter are in {output}\n")
    return code


def unlock(desktop: Desktop, visitor: Visitor) -> Pages:
    """Unlock by typing the passphrase; return the open pages."""
    shown: list[bool] = []
    desktop.unlock_shown.connect(lambda: shown.append(True))
    desktop.start()
    visitor.wait(lambda: shown, "the unlock screen")
    visitor.picture(desktop.window, "unlock")
    visitor.type(DEMONSTRATION_PASSPHRASE + "\n")
    visitor.wait(lambda: desktop.pages is not None, "the caseload to open")
    return opened(desktop)


def opened(desktop: Desktop) -> Pages:
    """Return the pages of an unlocked app."""
    if desktop.pages is None:
        raise NothingHappened("the caseload to open")
    return desktop.pages


def find_ellis(pages: Pages, visitor: Visitor) -> None:
    """Look at who is next, then find Ellis by typing."""
    shell = pages.shell
    visitor.wait(lambda: rows(shell) > 1, "the children")
    visitor.picture(shell, "caseload")
    visitor.type("Ellis")
    visitor.wait(lambda: 0 < rows(shell) < 10, "Ellis and few others")
    visitor.picture(shell, "caseload-filtered")
    visitor.type("\n")
    visitor.wait(lambda: isinstance(shell.page(), ChildView), "Ellis's page")
    visitor.wait(lambda: "Ellis" in words_on(shell.page()), "Ellis's page to be filled")
    visitor.picture(shell, "child")


def rows(window: QWidget) -> int:
    """Return how many children are listed."""
    table = window.findChild(CaseloadTable)
    return table.model().rowCount() if table is not None else 0


def record(pages: Pages, visitor: Visitor) -> None:
    """Record what Ellis says and what is decided, as it comes."""
    shell = pages.shell
    visitor.press(Key.Key_R, CTRL)
    visitor.wait(lambda: isinstance(shell.page(), RecordView), "the recording screen")
    visitor.wait(lambda: visitor.focus().objectName() == "said_edit", "the child's own box")
    visitor.type('"I feel safe here"\nWish: more time with Mum\n"Reading is hard"')
    visitor.press(Key.Key_Tab)
    visitor.type("can swim now\nlooks after Biscuit the dog")
    visitor.go_to("what_next_edit")
    for line in ("stay with Jo and Mark", "more time with Mum", "reading help every week"):
        visitor.type(line)
        visitor.press(Key.Key_D, CTRL)
        visitor.type("\n")
    visitor.wait(lambda: "Saved" in words_on(shell), "all of it to be on the disk")
    visitor.picture(shell, "record")
    decide(pages, visitor)
    who_came(pages, visitor)


def decide(pages: Pages, visitor: Visitor) -> None:
    """Say who does what by when, and what answers the wish."""
    today = pages.session.clock.today()
    to_page(visitor, "what_edit")
    fill(visitor, who="the council", by="in place")
    visitor.go_to("what_edit")
    fill(
        visitor,
        who="Priya",
        by=written(today + timedelta(days=30)),
        not_yet="talk to Mum and check it is safe",
    )
    visitor.go_to("what_edit")
    words = "Mr Hall will read with you each week."
    fill(visitor, who="Mr Hall", by=written(today + timedelta(days=21)), for_child=words)
    visitor.rest(1.0)
    visitor.picture(pages.shell, "decisions")


def fill(visitor: Visitor, *, who: str, by: str, not_yet: str = "", for_child: str = "") -> None:
    """Fill the decision whose "what" has the keyboard, along its fields."""
    visitor.press(Key.Key_Tab)
    visitor.type(who)
    visitor.press(Key.Key_Tab)
    visitor.type(by)
    visitor.press(Key.Key_Tab)
    if not_yet:
        visitor.press(Key.Key_Right)
        visitor.go_to("wish_combo")
        visitor.press(Key.Key_Down)
        visitor.go_to("why_edit")
        visitor.type(not_yet)
    if for_child:
        visitor.go_to("for_child_edit")
        visitor.type(for_child)


def who_came(pages: Pages, visitor: Visitor) -> None:
    """Say how Ellis took part and that they were seen alone."""
    visitor.press(Key.Key_Down, CTRL)
    visitor.press(Key.Key_Space)
    visitor.press(Key.Key_Tab)
    visitor.press(Key.Key_Space)
    visitor.rest(0.3)
    visitor.picture(pages.shell, "who-came")


def finish(pages: Pages, visitor: Visitor) -> None:
    """Thank Ellis, look at what is missing, and finish."""
    to_page(visitor, "held_on_edit")
    visitor.go_to("thanks_edit")
    visitor.type("Thank you for the cake. I loved your den!")
    visitor.go_to("iro_view_edit")
    visitor.type("Your plan is right for now.")
    visitor.go_to("next_booked_edit")
    visitor.type(written(pages.session.clock.today() + timedelta(days=175)))
    visitor.rest(1.2)
    visitor.picture(pages.shell, "finish")
    give_reasons(visitor)
    visitor.press(Key.Key_Space)
    visitor.wait(lambda: isinstance(pages.shell.page(), LetterScreenView), "the letter")


def give_reasons(visitor: Visitor) -> None:
    """Go along to the Finish button, giving a reason wherever one is asked for."""
    for _ in range(80):
        visitor.press(Key.Key_Tab)
        focus = visitor.focus()
        if focus.objectName() == "finish_button" and within(focus, FinishPage):
            return
        if isinstance(focus, QLineEdit) and within(focus, MissingRow):
            visitor.type("will be followed up with Priya")
    raise NothingHappened("the Finish button")


def write_letter(pages: Pages, visitor: Visitor, file: Path) -> None:
    """Read the letter, look through what the checks found, and save it as Word."""
    shell = pages.shell
    visitor.wait(lambda: "thank" in words_on(shell.page()).lower(), "the letter to be filled")
    visitor.picture(shell, "letter")
    visitor.press(Key.Key_F7)
    visitor.picture(shell, "letter-finding")
    visitor.press(Key.Key_S, CTRL_SHIFT)
    visitor.wait(file.exists, "the Word file")
    visitor.picture(shell, "letter-saved")


def within(widget: QWidget | None, kind: type[QWidget]) -> bool:
    """Say whether a widget stands in one of this kind."""
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget is not None


def to_page(visitor: Visitor, field: str) -> None:
    """Go on, section by section, until a field of this name has the keyboard."""
    for _ in range(25):
        if visitor.focus().objectName() == field:
            return
        visitor.press(Key.Key_Down, CTRL)
    raise NothingHappened(field)


def written(day: date) -> str:
    """Return a date as an IRO types it."""
    return f"{day.day}/{day.month}/{day:%y}"


def words_on(widget: QWidget | None) -> str:
    """Return the words of all labels and boxes of a window."""
    if widget is None:
        return ""
    labels = [label.text() for label in widget.findChildren(QLabel)]
    boxes = [box.toPlainText() for box in widget.findChildren(QPlainTextEdit)]
    return "\n".join(labels + boxes)


def as_pdf(document: Path) -> None:
    """Make a PDF of the letter beside it, where LibreOffice is there to do it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return
    with tempfile.TemporaryDirectory() as profile:
        command = [
            office,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        subprocess.run(
            [*command, "--outdir", str(document.parent), str(document)], check=False, capture_output=True
        )
