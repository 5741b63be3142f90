"""Runs work off the Qt thread on two one-thread lanes, and brings results back to it."""

from iro_desktop.jobs.runner import Fault, Jobs, Lane, Runner

__all__ = ["Fault", "Jobs", "Lane", "Runner"]
