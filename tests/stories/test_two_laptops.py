"""Two laptops and an office: real windows, a real port, the real service over PostgreSQL.

IRO_STORY_PICTURES names a folder for a picture of each step, IRO_STORY_DRESS how they look ("200 dark").
"""

import contextlib
import os
import secrets
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QPlainTextEdit, QPushButton

from iro_desktop.app.office_services import office_services
from iro_desktop.app.pages import Pages
from iro_desktop.app.settings import SETTINGS_FILE, Settings, keep_settings
from iro_desktop.caseload import Caseload
from iro_desktop.demonstration.visit import rows, to_page, words_on
from iro_desktop.demonstration.visitor import CTRL, Visitor
from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.sealed_draft import take_draft
from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.person import Profile
from iro_desktop.domain.review import Decision
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.jobs.runner import Runner
from iro_desktop.screens.caseload.view import CaseloadView
from iro_desktop.screens.child.view import ChildView
from iro_desktop.screens.record.view import RecordView
from iro_desktop.screens.sync.matter_card import MatterCard
from iro_desktop.screens.sync.version_text import VersionText
from iro_desktop.screens.sync.view import SyncView
from iro_desktop.screens.theme import Scheme, apply_theme
from iro_desktop.services.open_caseload import Keys
from iro_desktop.services.session import Session
from tests.app.test_syncing import NEVER
from tests.england import HOLIDAYS_BY_HAND
from tests.offices import served
from tests.reviewing import ELLIS

Key = Qt.Key
SADIA = ELLIS[:-1] + "f"
PERCENT, SCHEME = (os.environ.get("IRO_STORY_DRESS") or "100 light").split()
COUNTED = NEVER.__class__(**{**vars(NEVER), "count": 20})
"""No sync begins by itself; what is to be sent is counted soon."""


class Town:
    """The office's address, which is there or not, and everything that went wrong on a laptop."""

    def __init__(self, office, pictures: Path | None) -> None:
        self.office = office
        self.visitor = Visitor(QApplication.instance(), pictures)
        self.bugs: list[Exception] = []
        self._served = contextlib.ExitStack()
        self.address = self._served.enter_context(served(office.service))

    def office_shuts(self) -> None:
        self._served.close()

    def office_opens(self) -> None:
        port = int(self.address.rpartition(":")[2])
        assert self._served.enter_context(served(self.office.service, port)) == self.address


class Laptop:
    """A laptop with its window open."""

    def __init__(self, town: Town, folder: Path, name: str, records=()) -> None:
        self.town, self.visitor, self.name = town, town.visitor, name
        self.paths = ProfilePaths(folder / "profile")
        self.paths.root.mkdir(parents=True)
        keep_settings(self.paths.root / SETTINGS_FILE, Settings(int(PERCENT), SCHEME))
        self.runner = Runner(on_problem=town.bugs.append, on_bug=self._bug)
        self.key = secrets.token_bytes(32)
        session = self.on_lane(lambda: self._caseload(records))
        self.pages = Pages(
            session, Keys(self.key, new_id()), self.paths, self.runner, Log(folder),
            office=office_services().__class__(**{**vars(office_services()), "policy": COUNTED}),
        )  # fmt: skip
        self.shell = self.pages.shell

    def _bug(self, error: Exception) -> str:
        self.town.bugs.append(error)
        return "1"

    def _caseload(self, records) -> Session:
        clock, who = machine_clock(), Profile(id=new_id(), name=self.name)
        path = self.paths.root / "caseload.iro"
        caseload = Caseload.create(path, self.key, device=new_id(), person=who.id, clock=clock)
        with caseload.unit_of_work() as work:
            for record in records:
                work.save(record)
            work.commit()
        return Session(caseload, clock, WorkingDays(dict.fromkeys(HOLIDAYS_BY_HAND, "bank holiday")), who)

    def on_lane(self, work):
        found = []
        self.runner.run(work, owner=self.runner, then=found.append)
        self.visitor.wait(lambda: found, "the caseload")
        return found[0]

    # -- what its person does ------------------------------------------------------------------------------
    def sit_down(self) -> None:
        self.shell.show()
        self.shell.activateWindow()
        self.visitor.wait(self.shell.isActiveWindow, f"{self.name}'s window")
        if self.shell.page() is None:
            self.pages.begin()
        self.visitor.wait(lambda: self.shell.page() is not None, "a page")
        self.visitor.wait(lambda: self.shell.isAncestorOf(self.visitor.focus()), "the keyboard")

    def join(self, code: str) -> None:
        self.sit_down()
        self.visitor.press(Key.Key_4, CTRL)
        self.visitor.wait(lambda: self.visitor.focus().objectName() == "address_edit", "the address")
        self.visitor.type(f"{self.town.address}\n{code}")
        self.picture("joining")
        self.visitor.type("\n")
        self.visitor.wait(lambda: self.pages.office.syncing.standing.state.enrolled, "to have joined")
        self.sync()
        self.visitor.wait(lambda: "✓ In step with the office" in self.below(), "all to be in step")
        assert self.shell.page().isAncestorOf(self.visitor.focus())
        self.picture("joined")

    def sync(self) -> None:
        """Press F5 and wait until the sync has ended, well or not."""
        syncing, said = self.pages.office.syncing, []
        syncing.state_changed.connect(said.append)
        self.visitor.press(Key.Key_F5)
        self.visitor.wait(lambda: any(s.running for s in said) and not said[-1].running, "the sync")
        syncing.state_changed.disconnect(said.append)
        self.visitor.rest(0.3)

    def open_review(self) -> None:
        self.sit_down()
        if not isinstance(self.shell.page(), CaseloadView):
            self.visitor.press(Key.Key_1, CTRL)
        if not isinstance(self.shell.page(), CaseloadView):
            self.visitor.press(Key.Key_1, CTRL)
        self.visitor.wait(lambda: rows(self.shell) > 1, "the children")
        self.visitor.type("Ellis")
        self.visitor.wait(lambda: rows(self.shell) == 1, "Ellis alone")
        self.visitor.type("\n")
        self.visitor.wait(lambda: isinstance(self.shell.page(), ChildView), "Ellis's page")
        self.visitor.wait(lambda: "Ellis" in words_on(self.shell.page()), "Ellis's page, filled")
        self.visitor.press(Key.Key_R, CTRL)
        self.visitor.wait(lambda: isinstance(self.shell.page(), RecordView), "the review")
        self.visitor.wait(lambda: isinstance(self.visitor.focus(), QPlainTextEdit), "a box")

    def reword(self, words: str) -> None:
        """Put the one decision in other words, on the record screen."""
        self.open_review()
        to_page(self.visitor, "what_edit")
        self.visitor.press(Key.Key_A, CTRL)
        self.visitor.type(words)
        self.saved()

    def saved(self) -> None:
        self.visitor.wait(lambda: "✓ Saved" in words_on(self.shell), "Saved")
        self.visitor.wait(lambda: self.pages.office.syncing.standing.state.to_send, "a count of what waits")

    def picture(self, step: str) -> None:
        self.visitor.picture(self.shell, f"{self.name.split()[0].lower()}-{step}")

    # -- what stands there ---------------------------------------------------------------------------------
    def names(self, child: str) -> list[str]:
        """Return what names a child in this window, on whatever page: but for what was typed to find them."""
        boxes = [box.toPlainText() for box in self.shell.findChildren(QPlainTextEdit)]
        labels = [la.text() for la in self.shell.findChildren(QLabel) if la.objectName() != "empty_label"]
        models = [view.model() for view in self.shell.findChildren(QAbstractItemView) if view.model()]
        cells = [str(model.index(row, 0).data()) for model in models for row in range(model.rowCount())]
        return [words for words in boxes + labels + cells if child in words]

    def below(self) -> str:
        return self.shell.findChild(QPushButton, "office_button").text()

    def decision(self) -> Decision:
        (found,) = self.on_lane(lambda: self.pages.session.caseload.list(Decision))
        return found

    def history(self, record_id: str) -> list[object]:
        """Return what the decision has ever been, oldest first, from everybody's changes."""
        desk = self.pages.session.caseload.office_desk
        changes = self.on_lane(lambda: desk.shared_history(record_id))
        return [change["fields"]["what"]["now"] for _, change in changes if "what" in change["fields"]]

    def children(self) -> list[str]:
        return [child.known_as for child in self.on_lane(lambda: self.pages.session.caseload.list(Child))]

    def close(self) -> None:
        self.pages.put_away(remember=False)
        self.shell.close()
        self.on_lane(self.pages.session.caseload.close)
        self.runner.close()
        self.shell.deleteLater()


def _child(child_id: str, name: str) -> tuple:
    born = date(2018, 6, 1)
    return (
        Child(id=child_id, given_name=name, family_name="Hope", known_as=name, date_of_birth=born),
        Episode(id=new_id(), child_id=child_id, began_on=date(2025, 3, 1), legal_status="C2"),
    )


@pytest.fixture
def town(office, qapp):
    apply_theme(qapp, Scheme(SCHEME), int(PERCENT))
    folder = os.environ.get("IRO_STORY_PICTURES")
    made = Town(office, Path(folder) if folder else None)
    yield made
    made.office_shuts()
    assert made.bugs == []


@pytest.fixture
def two(town, tmp_path):
    """Sam's laptop, which brought two children to the office, and Ann's, which received them."""
    people = [town.office.person(name, children=[ELLIS, SADIA]) for name in ("Sam Okafor", "Ann Reeve")]
    sam = Laptop(town, tmp_path / "sam", "Sam Okafor", _child(ELLIS, "Ellis") + _child(SADIA, "Sadia"))
    ann = Laptop(town, tmp_path / "ann", "Ann Reeve")
    sam.sit_down()
    sam.open_review()
    sam.visitor.go_to("what_next_edit")
    sam.visitor.type("Ellis will see Mum more")
    sam.visitor.press(Key.Key_D, CTRL)
    sam.visitor.wait(lambda: "✓ Saved" in words_on(sam.shell), "Saved")
    sam.join(town.office.code_for(people[0]))
    ann.join(town.office.code_for(people[1]))
    assert sam.decision().what == ann.decision().what == "Ellis will see Mum more"
    yield sam, ann, people
    for laptop in (sam, ann):
        laptop.close()


def test_both_edit_one_decision_offline_and_a_person_chooses(town, two):
    sam, ann, _people = two
    sams, anns = "Ellis will see Mum on Tuesdays", "Ellis will see Mum twice a week"
    town.office_shuts()
    for laptop, words in ((sam, sams), (ann, anns)):
        laptop.reword(words)
        laptop.sync()
        assert laptop.below() == "Offline, 1 to send"
        laptop.picture("offline")
    town.office_opens()
    for laptop in (sam, ann):
        laptop.sit_down()
        laptop.sync()
    assert sam.decision().what == sams  # the first to come; the other stands beside it
    ann.picture("needs-you")
    assert ann.below().startswith("▲ 1 needs you")
    ann.visitor.press(Key.Key_4, CTRL)
    ann.visitor.wait(lambda: isinstance(ann.shell.page(), SyncView), "the office's page")
    card = ann.shell.findChild(MatterCard)
    ann.visitor.wait(card.isVisible, "the card")
    ann.visitor.go_to("matters_table")
    ann.visitor.press(Key.Key_Return)
    ann.visitor.rest(0.2)
    ann.picture("card")
    assert anns in words_of(card)
    assert sams in words_of(card)
    mine = next(b for b in card.findChildren(QPushButton) if "mine" in b.text().replace("&", "").lower())
    assert ann.visitor.focus() is mine
    ann.visitor.press(Key.Key_Return)
    ann.visitor.wait(lambda: ann.pages.office.syncing.standing.state.needs_you == 0, "the choice to be kept")
    ann.sync()
    ann.picture("chosen")
    sam.sit_down()
    sam.sync()
    sam.picture("agrees")
    assert sam.decision() == ann.decision()
    assert sam.decision().what == anns
    for laptop in (sam, ann):
        assert laptop.below().startswith("✓ In step with the office")
        history = laptop.history(laptop.decision().id)
        assert {sams, anns} <= set(history)
        assert history[-1] == anns


def words_of(card: MatterCard) -> str:
    boxes = "\n".join(f"{box.toPlainText()}\n" for box in card.findChildren(VersionText))
    return boxes + "\n".join(label.text() for label in card.findChildren(QLabel))


def test_a_child_reallocated_with_unsent_work_loses_none_of_it(town, two):
    sam, ann, people = two
    town.office_shuts()
    sam.reword("Written on the train")
    assert sam.below() == "1 to send"
    town.office_opens()
    town.office.take_away(people[0], ELLIS)
    box = sam.visitor.focus()
    assert box.objectName() == "what_edit"
    sam.visitor.type(" and typed to the last")  # not a moment's rest before the sync
    typed = [box.toPlainText()]
    sam.visitor.press(Key.Key_F5)
    for letter in " while the sync was under way":
        if isinstance(sam.shell.page(), RecordView):
            sam.visitor.type(letter)
            typed.append(box.toPlainText())
            sam.visitor.rest(0.01)
    sam.visitor.wait(lambda: not sam.pages.office.syncing.standing.running, "the sync")
    if isinstance(sam.shell.page(), RecordView):  # what was typed meanwhile had to be sent first
        sam.sync()
    sam.visitor.wait(lambda: isinstance(sam.shell.page(), CaseloadView), "the page to close")
    sam.picture("reallocated")
    sam.visitor.press(Key.Key_Escape)  # the filter had been the name
    sam.visitor.wait(lambda: not sam.names("Ellis"), "the child to go")
    sam.picture("caseload-without")
    assert sam.children() == ["Sadia"]
    ann.sit_down()
    ann.sync()
    ann.picture("has-the-words")
    assert ann.decision().what.startswith("Written on the train and typed to the last")
    draft = take_draft(sam.paths, sam.key)
    sealed = list(draft["edits"].values()) if draft else []
    assert typed[-1] in {ann.decision().what, *sealed}
