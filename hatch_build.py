"""Build hook: compiles lexicon/ into the wheel; an editable install reads lexicon/ in the checkout instead."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LexiconHook(BuildHookInterface):  # type: ignore[misc, type-arg]
    """Adds langcheck/_lexicon/ with the compiled lexicon; a lexicon that does not load fails the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from langcheck.lexicon.lexicon import compile_lexicon
        from langcheck.lexicon.load import load_source

        folder = Path(tempfile.mkdtemp(prefix="langcheck-lexicon-"))
        compile_lexicon(load_source(root / "lexicon"), folder)
        for name in ("skim.txt", "screen.txt", "index.json", "words.txt", "lexicon.json"):
            build_data["force_include"][str(folder / name)] = f"langcheck/_lexicon/{name}"
        build_data["force_include"][str(root / "lexicon" / "schema.json")] = "langcheck/_lexicon/schema.json"
        build_data["force_include"][str(root / "lexicon" / "LICENSE")] = "langcheck/_lexicon/LICENSE"
