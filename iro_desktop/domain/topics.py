"""What each section of a review is called: in the practice's words, and in words to ask a child."""

from dataclasses import dataclass

from iro_desktop.domain.review import SectionTopic


@dataclass(frozen=True)
class TopicWords:
    """A section's short title, its question for a child, and the matters of Schedule 7 it covers."""

    title: str
    question: str
    matters: str


TOPIC_WORDS: dict[SectionTopic, TopicWords] = {
    SectionTopic.CHILD: TopicWords("Child first", "How are you? What matters to you?", "Schedule 7, 12"),
    SectionTopic.SINCE_LAST: TopicWords("Since last time", "What did we say we would do?", "Schedule 7, 1"),
    SectionTopic.HOME: TopicWords("Home", "How is it where you live?", "Schedule 7, 5"),
    SectionTopic.FAMILY: TopicWords("Family", "Who do you see? Who do you miss?", "Schedule 7, 4"),
    SectionTopic.SCHOOL: TopicWords("School", "How is school or work?", "Schedule 7, 6"),
    SectionTopic.LEISURE: TopicWords("Fun and friends", "What do you like doing?", "Schedule 7, 7"),
    SectionTopic.HEALTH: TopicWords("Health", "How do you feel, inside and out?", "Schedule 7, 8"),
    SectionTopic.IDENTITY: TopicWords("Who I am", "What makes you, you?", "Schedule 7, 9"),
    SectionTopic.SUPPORT: TopicWords("Help and advice", "Who helps you when you need it?", "Schedule 7, 10"),
    SectionTopic.VISITS: TopicWords("Visits", "Does your social worker see you enough?", "Schedule 7, 13"),
    SectionTopic.PERMANENCE: TopicWords("Long-term plan", "Do you know the plan for you?", "Schedule 7, 3"),
    SectionTopic.LEGAL: TopicWords("Legal status", "Do you know why you are cared for?", "Schedule 7, 2"),
    SectionTopic.LEAVING_CARE: TopicWords("Moving on", "What do you want as an adult?", "Schedule 7, 11"),
    SectionTopic.WISHES: TopicWords("Wishes", "What do you want us to change?", "Schedule 7, 12"),
}
"""In the order in which the screen lists them: the child first, the law last."""


def title_of(topic: SectionTopic) -> str:
    """Return the section's short title."""
    return TOPIC_WORDS[topic].title
