"""The office that every test here has, and the laptops of the tests of named faults."""

from tests.offices import office, server_url, template
from tests.sync.faults import child, decided, laptops, make

__all__ = ["child", "decided", "laptops", "make", "office", "server_url", "template"]
