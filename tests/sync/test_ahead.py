"""A page is asked for ahead: it is the one that is wanted, or is asked for again; failures come there."""

import threading

import pytest

from iro_desktop.sync.ahead import Ahead


def test_what_was_asked_ahead_is_there_when_it_is_wanted():
    ahead, asked = Ahead(), []
    ahead.begin("page 2", lambda: asked.append(threading.current_thread()) or "two")
    assert ahead.take("page 2") == "two"
    assert asked != [threading.current_thread()]
    assert ahead.take("page 2") is None, "it is given once"


def test_another_page_than_was_asked_ahead_is_asked_for_itself():
    ahead = Ahead()
    assert ahead.take("page 1") is None
    ahead.begin("page 2", lambda: "two")
    assert ahead.take("page 3") is None
    assert ahead.take("page 2") is None, "its time has passed"


def test_what_it_raised_is_raised_where_the_page_is_wanted_and_nowhere_else():
    def fails():
        raise ConnectionError

    ahead = Ahead()
    ahead.begin("page 2", fails)
    ahead.wait()
    with pytest.raises(ConnectionError):
        ahead.take("page 2")
    ahead.begin("page 2", fails)
    assert ahead.take("page 3") is None


def test_one_question_at_a_time():
    ahead, order, go = Ahead(), [], threading.Event()
    ahead.begin("page 2", lambda: (go.wait(10), order.append("two")))
    threading.Timer(0.01, go.set).start()
    ahead.begin("page 3", lambda: order.append("three"))
    ahead.wait()
    assert order == ["two", "three"]
