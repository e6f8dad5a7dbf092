"""What an outside judge says of the suggestions: counts by kind of complaint and by entry, or every complaint on documents.

usage: python bench/outside.py [--tenth] [--show KIND] | --documents FOLDER [FOLDER ...]

Without ``--documents`` the judge reads what is offered for every form of every entry in the frames of tests/outside. With it,
the first and the safe suggestions of real documents; each complaint is printed with its sentence before and after.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
