"""What both programs of the folder run: ``langcheck`` as ever, ``langcheck-page`` the page alone."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support
from pathlib import Path


def main() -> None:
    """Run langcheck, or what a process of it is asked to do for another one."""
    freeze_support()
    from langcheck.readers.apart import SERVES, serve

    if sys.argv[1:2] == [SERVES] and len(sys.argv) == 3:
        serve(sys.argv[2])
        return
    if Path(sys.executable).stem == "langcheck-page":
        sys.argv.insert(1, "page")
    from langcheck.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
