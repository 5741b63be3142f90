"""The office that every test here has."""

from tests.offices import office, server_url, template

__all__ = ["office", "server_url", "template"]
