"""Two windows, the real sync and the real office: both edit one decision, a person chooses, both agree."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit

from iro_desktop.app.coming_back import put_back
from iro_desktop.app.drafts import Drafts
from iro_desktop.app.leaving import LEAVING_WORDS, Pace
from iro_desktop.app.office_services import office_services
from iro_desktop.app.pages import Pages
from iro_desktop.app.syncing import Policy
from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Decision, Review, ReviewSection
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.screens.theme import Scheme, apply_theme
from iro_desktop.services.late_words import WordsHandedIn
from iro_desktop.services.open_caseload import Keys
from tests.england import HOLIDAYS_BY_HAND
from tests.fakes import InlineJobs
from tests.sync.conftest import office, server_url, template
from tests.sync.laptops import Laptop

__all__ = ["office", "server_url", "template"]
FAR = 10**8
AT_THE_END_OF_A_WORD = Pace(look=5, quiet=FAR, longest=0)
NEVER = Policy(FAR, FAR, FAR, FAR, FAR, FAR, FAR, 0.0, FAR)


class Window:
    def __init__(self, laptop: Laptop, folder, qtbot) -> None:
        self.laptop = laptop
        laptop.session = replace(
            laptop.session, working_days=WorkingDays(dict.fromkeys(HOLIDAYS_BY_HAND, "bank holiday"))
        )
        real = office_services()
        ways = replace(real.sync, begin=lambda _session: laptop.run())
        services = replace(real, policy=NEVER, pace=AT_THE_END_OF_A_WORD, sync=ways)
        paths = ProfilePaths(folder / "profile")
        paths.root.mkdir(parents=True, exist_ok=True)
        self.pages = Pages(
            laptop.session, Keys(b"k" * 32, "laptop"), paths, InlineJobs(), Log(folder), office=services
        )
        qtbot.addWidget(self.pages.shell)
        self.shell = self.pages.shell
        self.shell.show()
        self.pages.begin()

    def sync(self) -> None:
        self.pages.office.syncing.sync_now()

    def below(self) -> str:
        return self.shell.findChild(QPushButton, "office_button").text()

    def says(self) -> str:
        for _ in range(6):
            QApplication.processEvents()
        texts = [w.text() for w in self.shell.findChildren(QLabel) if w.isVisible()]
        texts += [w.toPlainText() for w in self.shell.findChildren(QTextEdit) if w.isVisible()]
        return "\n".join(texts)

    def click(self, words: str) -> None:
        (button,) = (
            b
            for b in self.shell.findChildren(QPushButton)
            if b.isVisible() and b.text().replace("&", "") == words
        )
        button.click()


@pytest.fixture
def windows(office, tmp_path, qtbot, qapp):
    apply_theme(qapp, Scheme.LIGHT, 100)
    child = new_id()
    made = []
    for name in ("Ann Reeve", "Ben Okafor"):
        folder = tmp_path / name.split()[0]
        folder.mkdir()
        made.append(Laptop(office, folder, office.person(name, children=[child])))
    review = Review(id=new_id(), child_id=child)
    decision = Decision(id=new_id(), child_id=child, review_id=review.id, what="Swimming", who="Jo")
    made[0].save(Child(id=child, given_name="Ellis"), review, decision)
    found = [Window(one, tmp_path / f"w{n}", qtbot) for n, one in enumerate(made)]
    for one in found:
        one.sync()
    yield (*found, decision)
    for one in found:
        one.pages.put_away(remember=False)
    for one in made:
        one.close()


def test_a_person_chooses_and_both_agree(windows) -> None:
    ann, ben, decision = windows
    assert ann.below().startswith("✓ In step"), ann.below()
    assert ben.below().startswith("✓ In step"), ben.below()
    ben.pages.open_child(decision.child_id)
    ann.laptop.save(replace(decision, by_words="by 30 April"))
    ben.laptop.save(replace(decision, by_words="by 1 May"))
    for one in (ann, ben, ann):
        one.sync()
    assert (ann.below(), ben.below()) == ("▲ 1 needs you", "▲ 1 needs you")
    ben.shell.visit("office")
    assert "by 1 May\nby 30 April" in ben.says()
    ben.click("Keep mine")
    assert ben.below() == "1 to send"
    for one in (ben, ann, ben):
        one.sync()
    for one in (ann, ben):
        assert one.laptop.get(Decision, decision.id).by_words == "by 1 May"
        assert one.below().startswith("✓ In step"), one.below()


def test_own_work_sent_is_not_offered_as_the_offices(windows) -> None:
    ann, _ben, decision = windows
    ann.pages.open_child(decision.child_id)
    ann.laptop.save(replace(decision, by_words="by 30 April"))
    ann.sync()
    assert "The office has changed" not in ann.says()


def test_the_offices_change_is_offered_on_the_open_page(windows) -> None:
    ann, ben, decision = windows
    ben.pages.open_child(decision.child_id)
    ann.laptop.save(replace(decision, who="Mark"))
    ann.sync()
    assert "The office has changed" not in ben.says()
    ben.sync()
    assert "The office has changed" in ben.says()


def test_a_child_who_is_somebody_elses_goes_though_somebody_types_on_and_on(windows, office, qtbot) -> None:
    ann, ben, decision = windows
    child = decision.child_id
    ann.pages.open_child(child)
    ann.pages.open_review(decision.review_id)
    page = ann.shell.page()
    box = page.start_widget()
    box.setFocus()
    box.insertPlainText("I li")
    office.take_away(ann.laptop.person, child)
    for more in ("ke the g", "oat th", "at Jo h", "as "):
        ann.sync()
        assert ann.laptop.get(Child, child) is not None and not box.isReadOnly()
        assert LEAVING_WORDS in ann.says()
        box.insertPlainText(more)
    qtbot.waitUntil(lambda: ann.laptop.get(Child, child) is None)
    assert ann.laptop.caseload.list(ReviewSection) == () and ann.laptop.unsent() == 0
    assert "no longer yours" in ann.says()
    assert "Everything you wrote has reached the office" in ann.says()
    assert not ann.shell.holds(page)
    ben.sync()
    (section,) = ben.laptop.caseload.list(ReviewSection)
    assert section.said == "I like the goat that Jo has "


def test_sealed_words_of_a_child_who_is_given_again_wait_until_all_of_the_child_is_here(
    windows, office
) -> None:
    ann, _ben, decision = windows
    child = decision.child_id
    ann.pages.open_child(child)
    ann.pages.open_review(decision.review_id)
    ann.shell.page().start_widget().insertPlainText("I like the goat")
    assert ann.pages._seal(next(writer.draft() for writer in ann.pages._writers if writer.draft()))
    office.take_away(ann.laptop.person, child)
    ann.laptop.sync()
    office.allocate(ann.laptop.person, child)
    run = ann.laptop.run()
    while child not in ann.laptop.stand.children:  # told, and nothing has come yet
        errand = run.next()
        errand.take(errand.ask())
    drafts = Drafts(ann.pages._paths, b"k" * 32)
    found = put_back(ann.laptop.session, drafts)
    assert (found.problems, found.restored) == ([], 0) and drafts.children() == {child}
    ann.laptop.sync()
    assert put_back(ann.laptop.session, Drafts(ann.pages._paths, b"k" * 32)).restored == 1
    (section,) = ann.laptop.caseload.list(ReviewSection)
    assert section.said == "I like the goat"


def test_sealed_words_of_a_child_who_has_gone_reach_whoever_has_the_child(windows, office, qtbot) -> None:
    ann, ben, decision = windows
    child = decision.child_id
    ann.pages.open_child(child)
    ann.pages.open_review(decision.review_id)
    box = ann.shell.page().start_widget()
    box.insertPlainText("I like the goat")
    draft = next(writer.draft() for writer in ann.pages._writers if writer.draft())
    assert ann.pages._seal(draft)
    office.take_away(ann.laptop.person, child)
    ann.laptop.sync()  # behind the window's back, as another process would
    assert ann.laptop.get(Child, child) is None
    found = put_back(ann.laptop.session, Drafts(ann.pages._paths, b"k" * 32))
    assert [type(problem) for problem in found.problems] == [WordsHandedIn]
    ann.laptop.sync()
    ben.sync()
    (section,) = ben.laptop.caseload.list(ReviewSection)
    assert section.said == "I like the goat"
    assert ann.laptop.caseload.list(ReviewSection) == () and ann.laptop.unsent() == 0
