"""``python -m langcheck``."""

from langcheck.cli import main

if __name__ == "__main__":
    main()
