"""Documents to begin with, and how they are broken: what bench/fuzz.py feeds to the readers.

Seeds are the documents of tests/documents and samples/, the packages that the tests make by hand, and the documents
that stand as literals in the tests of a reader. The words a reader knows (its control words, tags, keys) are taken
from the literals of its module. Nothing is listed here by format except what no test can give.
"""

from __future__ import annotations

import ast
import io
import random
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import books, office_files, pdf_files, word_files
from tests.conftest import ROOT
from tests.test_formats import office_files as formats_of_one_text

from langcheck.readers import READERS, format_of

LARGEST = 100_000
"""The most bytes of an input: enough for a cost that grows with the square to show."""

LONGEST_TOKEN = 300
PACKAGES = frozenset({"docx", "pptx", "xlsx", "opendocument", "epub"})
PARENTS = {
    "docx": ("package", "drawing", "fields"),
    "pptx": ("package", "drawing"),
    "xlsx": ("package",),
    "opendocument": ("package",),
    "epub": ("package", "html", "markup"),
    "html": ("markup",),
    "markdown": ("html", "markup"),
    "notebook": ("markdown",),
    "email": ("html", "markup"),
    "pdf": ("pdf_layout", "pdf_margins", "pdf_page", "pdf_pages", "pdf_beside", "pdf_layers", "pdf_objects"),
}
"""Format to the modules that its reader shares, whose literals it knows as well."""

CHARACTERS = [
    " ",
    "\n",
    "-",
    "a",
    "\x00",
    "\ufeff",
    "\u00ad",
    "\u200b",
    "\u2028",
    "\x85",
    "\x0c",
    "\r",
    "\r\n",
    "\ufb01",
    "\U0001f600",
    "İ",
]


@dataclass(frozen=True, slots=True)
class Pool:
    """What the inputs of one format are made of: whole documents, and pieces to put into them."""

    format: str
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...]


def pool_of(format: str) -> Pool:
    """The seeds and the tokens of a format; always the same in the same order."""
    tests = _literals_of_tests(format)
    words = [literal for module in _modules(format) for literal in _literals(module)]
    tokens = {piece for literal in (*words, *tests) for piece in (literal, *literal.split())}
    short = sorted({token for token in tokens if 0 < len(token) <= LONGEST_TOKEN} | {c.encode() for c in CHARACTERS})
    own = [] if format in PACKAGES else [literal for literal in tests if len(literal) > 10]
    seeds = dict.fromkeys([*_documents(format), *_built(format), *own])
    return Pool(format, tuple(seed[:LARGEST] for seed in seeds), tuple(short))


def _documents(format: str) -> Iterator[bytes]:
    for folder in (ROOT / "tests" / "documents", ROOT / "samples"):
        for path in sorted(folder.iterdir()):
            if format_of(path) == format:
                yield path.read_bytes()
    for name, raw in formats_of_one_text().items():
        if format_of(Path(name)) == format:
            yield raw


def _built(format: str) -> list[bytes]:
    """Documents with more of what a format can hold than the same text has."""
    words = "The clerk saw an underage prostitute."
    html = (ROOT / "tests" / "documents" / "same.html").read_bytes()
    if format == "docx":
        note = (
            f'<w:footnotes {word_files.W}><w:footnote w:id="2">{word_files.paragraph(words)}</w:footnote></w:footnotes>'
        )
        header = f"<w:hdr {word_files.W}>{word_files.paragraph('Draft')}</w:hdr>"
        table = f"<w:tbl><w:tr><w:tc>{word_files.paragraph(words)}</w:tc></w:tr></w:tbl>"
        body = word_files.paragraph("A", words) + table
        return [word_files.word_file(body), word_files.word_file(body, parts={"footnotes": note, "header1": header})]
    if format == "pptx":
        return [office_files.slides_file(office_files.slide(office_files.shape("Notes", words, words, descr=words)))]
    if format == "xlsx":
        sheet = office_files.sheet(office_files.cell("A1", "0", kind="s") + office_files.cell("B1", words))
        return [office_files.workbook({"One": sheet, "Two": sheet}, strings=[f"<t>{words}</t>"], hidden="Two")]
    if format == "opendocument":
        rows = f'<table:table table:name="T"><table:table-row table:number-rows-repeated="3"><table:table-cell><text:p>{words}</text:p></table:table-cell></table:table-row></table:table>'
        return [office_files.open_document(rows, kind="spreadsheet"), office_files.open_document(rows, flat=True)]
    if format == "epub":
        return [books.epub({"a.xhtml": html}), books.epub({"a.xhtml": f"<p>{words}</p>"})]
    if format == "pdf":
        pages = [pdf_files.page(*pdf_files.paragraph(72, 700, words, "He was con-", "victed.")) for _ in range(3)]
        titled = pdf_files.pdf_file(*pages, info="/Title (A report)", extra=[pdf_files.PICTURE])
        return [pdf_files.pdf_file(pages[0]), titled, pdf_files.pdf_file(pdf_files.SCAN, extra=[pdf_files.PICTURE])]
    return []


def _modules(format: str) -> list[Path]:
    folder = ROOT / "src"
    own = READERS[format].replace(".", "/") + ".py"
    return [folder / own, *(folder / "langcheck" / "readers" / f"{name}.py" for name in PARENTS.get(format, ()))]


def _literals_of_tests(format: str) -> list[bytes]:
    """What the tests of a reader feed it: all literals of its own file, and pairs that begin with its name."""
    folder = ROOT / "tests" / "readers"
    found = []
    for path in sorted(folder.glob("test_*.py")):
        if path.stem == f"test_{format}":
            found += _literals(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) > 1 and _text(node.elts[0]) == format.encode():
                found += filter(None, [_text(node.elts[1])])
    return found


def _literals(path: Path) -> list[bytes]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [text for node in nodes if (text := _text(node))]


def _text(node: ast.AST) -> bytes | None:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str | bytes):
        return None
    value = node.value
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


# --- breaking ---


def mutate(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    """A broken copy of a document; of a package, more often one broken part than broken bytes."""
    if raw.startswith(b"PK") and chance.random() < 0.85:
        broken = _break_part(raw, pool, chance)
    else:
        broken = _break(raw, pool, chance)
    return broken[:LARGEST] if len(broken) > LARGEST and not broken.startswith(b"PK") else broken


def _break_part(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    """A package with one part broken; where it cannot be opened, broken bytes."""
    parts = _parts(raw)
    if not parts:
        return _break(raw, pool, chance)
    name = chance.choice(sorted(parts))
    others = _parts(chance.choice(pool.seeds))
    if others and chance.random() < 0.1:
        parts[name] = chance.choice(list(others.values()))
    parts[name] = _break(parts[name], pool, chance)[:LARGEST]
    return office_files.packed(parts)


def _parts(raw: bytes) -> dict[str, str | bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return {name: package.open(name).read(LARGEST) for name in package.namelist()[:50]}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return {}


def _break(raw: str | bytes, pool: Pool, chance: random.Random) -> bytes:
    broken = raw.encode() if isinstance(raw, str) else raw
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        broken = chance.choice(MUTATIONS)(broken, pool, chance)
    return broken


def _flip(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(min(chance.choice((1, 2, 8)), len(changed))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_off(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def _leave_out(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    start, end = _stretch(raw, chance)
    return raw[:start] + raw[end:]


def _repeat(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    start, end = _stretch(raw, chance)
    return raw[:end] + raw[start:end] * _times(end - start, chance) + raw[end:]


def _swap(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    start, middle = _stretch(raw, chance)
    end = min(middle + middle - start, len(raw))
    return raw[:start] + raw[middle:end] + raw[start:middle] + raw[end:]


def _put_in(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + chance.choice(pool.tokens) + raw[at:]


def _put_over(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    start, end = _stretch(raw, chance)
    return raw[:start] + chance.choice(pool.tokens) + raw[end:]


def _put_in_often(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    """One or two tokens again and again, behind another: nests, and rows of what nothing closes."""
    at = chance.randint(0, len(raw))
    tokens = b"".join(chance.choices(pool.tokens, k=chance.choice((1, 1, 2))))
    first = chance.choice((b"", chance.choice(pool.tokens)))
    return raw[:at] + first + tokens * _times(len(tokens), chance) + raw[at:]


def _splice(raw: bytes, pool: Pool, chance: random.Random) -> bytes:
    other = chance.choice(pool.seeds)
    return raw[: chance.randint(0, len(raw))] + other[chance.randint(0, len(other)) :]


def _stretch(raw: bytes, chance: random.Random) -> tuple[int, int]:
    """Where a piece begins and ends; short ones are as likely as long ones."""
    start = chance.randint(0, len(raw))
    return start, min(start + chance.choice((1, 4, 16, 64, 256, 4096)), len(raw))


def _times(length: int, chance: random.Random) -> int:
    return min(chance.choice((1, 2, 3, 10, 100, 1000, 10_000)), LARGEST // max(length, 1))


MUTATIONS: tuple[Callable[[bytes, Pool, random.Random], bytes], ...] = (
    _flip,
    _cut_off,
    _leave_out,
    _repeat,
    _swap,
    _put_in,
    _put_in,
    _put_over,
    _put_in_often,
    _splice,
)
