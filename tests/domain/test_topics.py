from iro_desktop.domain.review import SectionTopic
from iro_desktop.domain.topics import TOPIC_WORDS, title_of


def test_every_topic_has_its_own_words() -> None:
    assert set(TOPIC_WORDS) == set(SectionTopic)
    assert len({title_of(topic) for topic in SectionTopic}) == len(SectionTopic)
    assert all(words.question.endswith("?") for words in TOPIC_WORDS.values())


def test_all_thirteen_matters_of_schedule_7_are_somewhere() -> None:
    matters = {words.matters.removeprefix("Schedule 7, ") for words in TOPIC_WORDS.values()}
    assert matters == {str(number) for number in range(1, 14)}
