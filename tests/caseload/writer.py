"""A process that commits one change after another and says so, until somebody kills it."""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from iro_desktop.caseload import Caseload
from iro_desktop.caseload import caseload as module
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.review import ReviewSection


def main() -> None:
    key = bytes.fromhex(sys.stdin.readline().strip())
    head = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    module._LONGEST_LOG = 200_000 if head else module._LONGEST_LOG  # emptied now and then, too
    caseload = Caseload.open(Path(sys.argv[1]), key, device="d", person="p", clock=machine_clock(), head=head)
    counter = caseload.get(Child, "counter") or Child(id="counter", likes="0")
    print("ready", flush=True)
    while True:
        number = int(counter.likes) + 1
        counter = replace(counter, likes=str(number))
        with caseload.unit_of_work() as work:
            work.save(ReviewSection(id=f"s{number}", child_id="c1", review_id="r1", said="word " * 200))
            work.save(counter)
            work.commit()
        print(number, flush=True)


if __name__ == "__main__":
    main()
