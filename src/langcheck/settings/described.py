"""Every key of the settings file in words: what may stand there, what it means, and an example.

The reader of the files, ``langcheck init``, ``langcheck settings show`` and docs/settings.md (settings/pages.py) use this table.
"""

from __future__ import annotations

from enum import Enum

from langcheck.lazily import dataclass
from langcheck.model import UNREAD_KINDS, Level


class Kind(Enum):
    """What may be the value of a key; the text is what people are told."""

    LEVEL = "a level"
    CHOICE = "one of its words"
    PROFILE = "the name of a profile"
    TEXT = "a string"
    TEXTS = "a list of strings"
    ENTRIES = "a list of entries and categories"
    PATTERNS = "a list of patterns"
    FOLDERS = "a list of folders or names"
    LEVELS = "a table of entries and categories with levels"
    UNREAD = '`"failure"`, `"note"`, or a list of kinds'
    LIMITS = "a table of limits with whole numbers"
    FILE = "the name of a file"
    KEY = "16 characters or more that nobody can guess"
    FILES = "a settings file, or a list of them"
    SECTIONS = "tables, one a pattern"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``default`` and ``example`` are TOML; ``in_sections`` says whether it may stand in a per-path section."""

    kind: Kind
    default: str
    meaning: str
    example: str
    in_sections: bool = True
    choices: tuple[str, ...] = ()


LEVELS = tuple(str(level) for level in Level)

KEYS = {
    "extends": Key(
        Kind.FILES,
        "[]",
        "Settings files to start from, relative to this one. All they say counts as if it stood above what this file says.",
        '"../agency.toml"',
        in_sections=False,
    ),
    "min-level": Key(Kind.LEVEL, '"advice"', "Report findings at this level and above.", '"warning"', choices=LEVELS),
    "fail-on": Key(
        Kind.LEVEL, '"warning"', "Exit with 1 when a finding stands at this level or above.", '"error"', choices=LEVELS
    ),
    "select": Key(
        Kind.ENTRIES,
        "[]",
        "Ask only about these entries or categories; empty means all that are asked about by themselves.",
        '["csam", "en.person"]',
    ),
    "extend-select": Key(
        Kind.ENTRIES,
        "[]",
        "Ask about these as well; also for entries that are not asked about by themselves.",
        '["en.child.teenager"]',
    ),
    "ignore": Key(
        Kind.ENTRIES, "[]", "Do not ask about these entries or categories, even if they are selected.", '["en.status"]'
    ),
    "extend-ignore": Key(
        Kind.ENTRIES, "[]", "Add to what an earlier file or section ignores, instead of replacing it.", '["slang"]'
    ),
    "levels": Key(
        Kind.LEVELS,
        "{}",
        "Levels of your own, before `min-level` and `fail-on` count. An entry comes before its beginning, and that before its "
        "category. A case that is graver than usual (a child, for example) never sinks below its own level.",
        '{ "en.person.prostitute" = "error", "slang" = "advice" }',
    ),
    "quoted-officials": Key(
        Kind.CHOICE,
        '"leave"',
        "Quoted words of officials: leave them alone, or advise on them.",
        '"advise"',
        choices=("leave", "advise"),
    ),
    "jurisdiction": Key(Kind.PROFILE, '""', "The law and spelling that wording follows.", '"uk"'),
    "audience": Key(Kind.PROFILE, '""', "Who reads the documents.", '"press"'),
    "house-style": Key(Kind.PROFILE, '""', "A choice between words on which guides differ.", '"neutral"'),
    "immigration": Key(Kind.PROFILE, '""', "The words for immigration status.", '"plain"'),
    "columns": Key(
        Kind.TEXTS, "[]", "Of tables (.csv, .xlsx), read only these columns; empty means all.", '["Narrative"]'
    ),
    "fields": Key(
        Kind.TEXTS,
        "[]",
        "Read these fields of JSON, YAML and XML files; without any, such files are passed over.",
        '["report.narrative"]',
    ),
    "encoding": Key(Kind.TEXT, '""', "The encoding of text files, where langcheck guesses wrong.", '"cp1252"'),
    "unread": Key(
        Kind.UNREAD,
        '"failure"',
        "What to make of words that are known to be in a document and cannot be read: a failure, for which the exit code is 2, or "
        f"a note; a list names the kinds that are told in a note: {', '.join(UNREAD_KINDS)} (docs/formats.md).",
        '["embedded"]',
    ),
    "exclude": Key(
        Kind.PATTERNS,
        "[]",
        "Leave these out when a folder is checked. A file that is named is checked all the same, unless --force-exclude is given.",
        '["drafts/*", "*.bak.md"]',
        in_sections=False,
    ),
    "extend-exclude": Key(
        Kind.PATTERNS,
        "[]",
        "Add to what an earlier file leaves out, instead of replacing it.",
        '["archive/"]',
        in_sections=False,
    ),
    "lexicons": Key(
        Kind.FOLDERS,
        "[]",
        "Lexicons on top of ours: folders relative to this file, or names under which installed packages offer one.",
        '["agency-lexicon"]',
        in_sections=False,
    ),
    "baseline": Key(
        Kind.FILE,
        '""',
        "The baseline of a run, relative to this file: findings that it knows do not count; docs/baseline.md.",
        '"langcheck-baseline.json"',
        in_sections=False,
    ),
    "fingerprint-key": Key(
        Kind.KEY,
        '""',
        "The key of the fingerprints in reports with `--redact`, so that they stay the same from run to run; without one each run "
        "makes its own. Who has it can tell whether a sentence that they guess is in a report (docs/security.md).",
        '"not this one: write your own here"',
        in_sections=False,
    ),
    "limits": Key(
        Kind.LIMITS,
        "{}",
        "What one file may cost; docs/formats.md lists the limits. A later file adds to it, limit by limit.",
        "{ pages = 500 }",
        in_sections=False,
    ),
    "per-path": Key(
        Kind.SECTIONS,
        "{}",
        'Sections for some paths, such as `[per-path."training/*"]`. Of several that match, later ones count.',
        '{ "training/*" = { audience = "training" } }',
        in_sections=False,
    ),
}
"""Key to its description, in the order of the page."""

PROFILE_KEYS = tuple(name for name, key in KEYS.items() if key.kind is Kind.PROFILE)
"""The keys that name a profile; each is also what its profiles are about."""

ENTRY_KEYS = tuple(name for name, key in KEYS.items() if key.kind in (Kind.ENTRIES, Kind.LEVELS))
"""The keys that name entries and categories."""
