"""Opens a caseload after a kill, in a process of its own, and prints every word in it: FOLDER KEY(hex)."""

import sys
from pathlib import Path

from iro_desktop.domain.review import ReviewSection
from tests.reviewing import Office


def main() -> int:
    """Print the words of all sections of the review in hand, one a line."""
    folder, key = sys.argv[1:3]
    with Office(Path(folder), bytes.fromhex(key)) as office:
        for section in office.caseload.list(ReviewSection):
            for column in ("said", "going_well", "worried", "what_next", "note"):
                for word in getattr(section, column).split():
                    print(word)
    return 0


if __name__ == "__main__":
    sys.exit(main())
