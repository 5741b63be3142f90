"""Where the frozen app begins: the same command as `python -m iro_desktop`."""

import sys

from iro_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
