"""`python -m tests.benchmarks`: every figure that the product promises, in one run, as one table.

Takes about a quarter of an hour; `--quick` about six minutes, with fewer keys and starts. The peers that our
sync stands beside need node and, the first time, the network: it goes on without one, and says so. Judges
nothing by its exit status: it is 1 only where a measurement did not run.
"""

import argparse
import compileall
import os
import platform
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.measuring import TRACE, percentile, run_scenario
from tests.benchmarks.profiles import Imported, make_large, make_small
from tests.benchmarks.sync import compare
from tests.benchmarks.table import Figure, table
from tests.benchmarks.unlock import in_turns, ratio
from tests.conftest import ROOT


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    starts: int
    windows: int
    children: int
    keys: int
    letters: int


GROUPS = ("unlock", "windows", "typing", "letters", "imports", "sync")
WHOLE = Size(starts=21, windows=5, children=20, keys=2000, letters=12)
QUICK = Size(starts=9, windows=2, children=8, keys=250, letters=4)


class Bench:
    """One run: the two caseloads, and what was measured on them so far."""

    def __init__(self, folder: Path, size: Size) -> None:
        self._folder, self._size = folder, size
        self.figures: list[Figure] = []
        self.failed: list[str] = []
        self.without: list[str] = []
        say("making the caseloads")
        self.small = make_small(folder / "85").root
        paths, self.imported = make_large(folder / "1331")
        self.large = paths.root

    def measure(self, name: str, work: Callable[[], Iterator[Figure]]) -> None:
        """Take one group of figures; one that cannot be taken is named and stops no other."""
        say(name)
        try:
            self.figures += list(work())
        except Exception:
            self.failed.append(name)
            traceback.print_exc()

    def unlock(self) -> Iterator[Figure]:
        apps, empties = in_turns(self.small, self._size.starts)
        how = (
            f"{median(apps) * 1000:.0f} ms from `python -m iro_desktop` to first paint; empty window "
            f"{median(empties) * 1000:.0f} ms; medians of {len(apps)} starts each, in turns"
        )
        yield Figure("unlock screen / empty PySide6 window", ratio(apps, empties), "ratio", how, 1.5)

    def windows(self) -> Iterator[Figure]:
        runs: dict[int, list[dict[str, Any]]] = {85: [], 1331: []}
        for _ in range(self._size.windows):
            for known, profile in ((85, self.small), (1331, self.large)):
                runs[known].append(self._run("caseload_window", profile, self._size.children))
        for known, aim in ((85, 0.3), (1331, 0.6)):
            took = [run["caseload"] for run in runs[known]]
            spent = median(run["caseload_processor"] for run in runs[known])
            how = (
                f"keys open to list painted; median of {len(took)} processes, slowest {max(took):.2f} s; "
                f"processor time {ms(spent)}"
            )
            yield Figure(f"caseload of {known:,}", median(took), "s", how, aim)
        for known in (85, 1331):
            first = [run["children"][0] for run in runs[known]]
            later = [seconds for run in runs[known] for seconds in run["children"][1:]]
            spent = [seconds for run in runs[known] for seconds in run["children_processor"][1:]]
            how = (
                f"Enter to painted; {len(later)} pages, processor time {ms(median(spent))}, "
                f"p95 {percentile(later, 95) * 1000:.0f} ms, "
                f"the first after unlocking {median(first) * 1000:.0f} ms"
            )
            yield Figure(f"a child, of {known:,}", median(later), "s", how, 0.1)
        for known in (85, 1331):
            used = median(run["resident_mib"] for run in runs[known])
            yield Figure(
                f"memory after unlocking, {known:,}", used, "MiB", "resident, after opening children"
            )

    def typing(self) -> Iterator[Figure]:
        seen = self._run("keys", self.small, self._size.keys)
        how = (
            f"{seen['keys']} keys at about 14 a second, each to painted, {seen['commits']} saves meanwhile; "
            f"median {ms(seen['p50'])}, worst {ms(seen['worst'])}; "
            f"{seen['met']} keys met a save: p99 {ms(seen['met_p99'])}"
        )
        yield Figure("a key, p99", seen["p99"], "s", how, 0.016)
        how = f"p99 {ms(seen['off_p99'])}, median {ms(seen['off_p50'])} with saving put off, blocks in turns"
        yield Figure("a key, p99, saving / not saving", seen["p99"] / seen["off_p99"], "ratio", how)
        how = f"{seen['commits']} commits to the encrypted caseload; median {ms(seen['commit_p50'])}"
        yield Figure("autosave commit, p95", seen["commit_p95"], "s", how, 0.05)

    def letters(self) -> Iterator[Figure]:
        for known, profile in ((85, self.small), (1331, self.large)):
            seen = self._run("letters", profile, self._size.letters)
            later = seen["later"]
            how = (
                f"opened, checked, saved as Word; median of {len(later)}, slowest {ms(max(later))}, "
                f"the first with no index yet {ms(seen['cold'])}; {seen['held_back']} held back"
            )
            yield Figure(f"a letter, {known:,} children known", median(later), "s", how, 0.25)
            yield Figure(f"backup, {known:,}", seen["backup"], "s", "encrypted copy, opened to verify")
            yield Figure(f"caseload on disk, {known:,}", seen["bytes"] / 2**20, "MiB", "after these letters")

    def imports(self) -> Iterator[Figure]:
        took: Imported = self.imported
        again = f"again, nothing new: {took.again_seconds:.1f} s"
        how = f"{took.rows:,} rows ({took.source} and a people file); {again}"
        yield Figure(f"import of {took.children:,} children", took.seconds, "s", how)

    def sync(self) -> Iterator[Figure]:
        compared = compare()
        self.without = [f"{peer}: {why}" for peer, why in compared.without.items()]
        for system, error in compared.failed.items():
            self.failed.append(f"sync of {system}")
            say(error)
        yield from compared.figures()

    def _run(self, module: str, profile: Path, amount: int) -> dict[str, Any]:
        """Run a scenario on a copy of the profile, so that it finds it as it was made."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            copy = shutil.copytree(profile, Path(folder) / "profile")
            return run_scenario(module, str(copy), str(amount), **{TRACE: str(Path(folder) / "trace")})


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def say(words: str) -> None:
    print(f"-- {words}", file=sys.stderr, flush=True)


def machine() -> str:
    """Return the kind of machine, and how busy it is: figures without it say nothing."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    what = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors{busy}"
    return f"{what}, Python {platform.python_version()}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer of everything")
    parser.add_argument("--only", default="", help="one of: " + ", ".join(GROUPS))
    options = parser.parse_args()
    compileall.compile_dir(str(ROOT / "iro_desktop"), quiet=1)
    began, before = time.monotonic(), machine()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), QUICK if options.quick else WHOLE)
        for name in GROUPS:
            if options.only in ("", name):
                bench.measure(name, getattr(bench, name))
    print(f"{before}; {time.strftime('%Y-%m-%d')}; measured in {time.monotonic() - began:.0f} s\n")
    print(table(bench.figures))
    for peer in bench.without:
        print("\nsync not compared with", peer)
    if bench.failed:
        print("\nnot measured:", ", ".join(bench.failed))
    return bool(bench.failed)


if __name__ == "__main__":
    sys.exit(main())
