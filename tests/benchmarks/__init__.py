"""The figures that the product promises, measured in one run: `python -m tests.benchmarks`, or `make bench`.

Each scenario has a process of its own and prints its measurements as JSON; nothing here fails by being slow.
"""
