"""LaTeX: the text that is typeset, with offsets into the source; the preamble, mathematics, code and labels left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from unicodedata import normalize

from langcheck.model import Block, Comment, MarkKind, Region, Role
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    PassageBuilder,
    Reading,
    TextBuilder,
    addresses_us,
    check_cost,
    decode,
    relocate,
)

_TOKEN = re.compile(
    r"(?P<comment>%[^\n]*\n?[ \t]*)"
    r"|(?P<paragraph>\n[ \t]*(?:\r?\n[ \t\r]*)+)"
    r"|\\(?P<command>[A-Za-z@]+)\*?[ \t]*"
    r"|\\(?P<symbol>[^A-Za-z@])"
    r"|(?P<dollars>\$\$?)|(?P<open>\{)|(?P<close>\})|(?P<cell>&)"
    r"|(?P<quote>``|''|`|'|,,)|(?P<dash>---?)|(?P<tie>~)"
)
_ROLES = dict.fromkeys(
    "part chapter section subsection subsubsection paragraph subparagraph title subtitle frametitle framesubtitle "
    "minisec addchap addsec".split(),
    Role.HEADING,
) | dict.fromkeys(["caption", "captionof", "subcaption", "captionabove", "captionbelow"], Role.CAPTION)
_ROLES |= dict.fromkeys("footnote footnotetext thanks endnote marginpar sidenote marginnote".split(), Role.NOTE)
_ROLES |= {"todo": Role.COMMENT, "blockquote": Role.QUOTE, "blockcquote": Role.QUOTE}
_MARKS = dict.fromkeys(
    "emph textbf textit textsl underline textsc uline alert strong enquote textquote".split(), MarkKind.EMPHASIS
)
_MARKS |= {"texttt": MarkKind.CODE, "code": MarkKind.CODE, "enquote": MarkKind.QUOTE, "textquote": MarkKind.QUOTE}
_DROPPED = frozenset(
    "ref label cite citep citet citeauthor citeyear citealp citealt parencite textcite footcite autocite fullcite nocite "
    "pageref eqref autoref cref Cref nameref vref input include includeonly includegraphics usepackage RequirePackage "
    "documentclass bibliography bibliographystyle addbibresource vspace hspace setlength addtolength newcommand "
    "renewcommand providecommand DeclareMathOperator newenvironment renewenvironment newtheorem index hypersetup "
    "pagestyle thispagestyle setcounter addtocounter stepcounter refstepcounter bibitem color definecolor fontsize "
    "selectlanguage url nolinkurl path lstset lstinputlisting verbatiminput inputminted pagenumbering hyphenation geometry "
    "graphicspath newlength newcounter settowidth rule hypertarget phantomsection addcontentsline tikzset usetikzlibrary "
    "pgfplotsset newacronym newglossaryentry gls glspl Gls acrshort setmainfont setsansfont setmonofont theoremstyle "
    "usetheme usecolortheme author date institute email affiliation affil ensuremath tikz pdfinfo special write "
    "DeclareRobustCommand NewDocumentCommand RenewDocumentCommand ProvidesPackage ProvidesClass cmidrule cline "
    "arrayrulecolor rowcolor columncolor cellcolor vskip hskip markboth markright numberwithin linespread titleformat "
    "titlespacing makeatletter expandafter the arabic roman alph lstinline mintinline bibinfo bibfield".split()
)  # fmt: skip
_SKIP_FIRST = {
    "href": 1, "textcolor": 1, "foreignlanguage": 1, "colorbox": 1, "fcolorbox": 2, "parbox": 1, "multicolumn": 2,
    "multirow": 2, "raisebox": 1, "resizebox": 2, "scalebox": 1, "rotatebox": 1, "captionof": 1, "hyperref": 0,
    "makebox": 0, "framebox": 0, "hyperlink": 1, "textblockquote": 0, "foreignquote": 1, "blockcquote": 1,
}  # fmt: skip
_ENVIRONMENT_ARGUMENTS = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "longtabu": 1, "minipage": 1,
    "multicols": 1, "thebibliography": 1, "adjustbox": 1, "column": 1, "wrapfigure": 2, "wraptable": 2, "array": 1,
    "supertabular": 1, "xltabular": 2, "tblr": 1, "spacing": 1, "adjustwidth": 2, "otherlanguage": 1, "list": 2,
    "block": 0, "subfigure": 1, "subtable": 1,
}  # fmt: skip
_TABLES = frozenset("tabular tabular* tabularx tabulary longtable longtabu supertabular xltabular tblr".split())
_QUOTES = frozenset("quote quotation verse displayquote quoting displaycquote".split())
_NOT_READ = frozenset(
    "verbatim verbatim* Verbatim BVerbatim LVerbatim lstlisting minted alltt comment filecontents filecontents* code "
    "equation equation* align align* gather gather* multline multline* eqnarray eqnarray* math displaymath alignat "
    "alignat* flalign flalign* split array tikzpicture pgfpicture picture algorithmic algorithm2e prooftree "
    "tikzcd forest axis dmath dmath* subequations".split()
)
_CHARACTERS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "ss": "ß", "ae": "æ",
    "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ",
    "LaTeX": "LaTeX", "TeX": "TeX", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘",
    "rq": "’", "textquotesingle": "'", "textquotedbl": '"', "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textbar": "|", "textless": "<", "textgreater": ">", "textunderscore": "_",
    "textdollar": "$", "textpercent": "%", "textregistered": "®", "texttrademark": "™", "textdegree": "°", "slash": "/",
    "quad": " ", "qquad": " ", "space": " ", "newline": " ", "linebreak": " ", "hfill": " ", "enspace": " ",
    "thinspace": " ", "nobreakspace": " ", "hspace": " ", "dag": "†", "ddag": "‡", "textbullet": "•", "guillemotleft": "«",
    "guillemotright": "»", "th": "þ", "dh": "ð", "ng": "ŋ",
}  # fmt: skip
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328", "d": "\u0323",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_ACCENTED = re.compile(r"[ \t]*(?:\{[ \t]*(?:\\([ij])|([^\W\d_]))?[ \t]*\}|\\([ij])(?![A-Za-z])[ \t]*|([^\W\d_]))")
_NAME = re.compile(r"\s{0,20}\{([A-Za-z]{1,40}\*?)\}")
_VERB = re.compile(r"\\verb\*?([^\s\w*])")
_OPTION = re.compile(r"[ \t]{0,20}\n?[ \t]{0,40}\[[^\[\]]{0,500}(?:\[[^\[\]]{0,100}\][^\[\]]{0,500})?\]")
_BLANKS = re.compile(r"[ \t]{0,40}\n?[ \t]{0,40}")


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a LaTeX file."""
    source, name, notes = decode(raw, encoding, choice=choice)
    reader = _Reader(source, choice)
    return Reading(reader.run(), source, name, notes, comments=reader.comments)


def blocks_of(source: str, *, base: int = 0, choice: Choice = EVERYTHING) -> list[Block]:
    """The blocks of a piece of LaTeX that stands at ``base`` in its file."""
    builder = PassageBuilder()
    builder.add(source, base)
    passage = builder.build()
    return [relocate(block, passage) for block in _Reader(source, choice).run()]


@dataclass
class _Frame:
    """A group in braces that means something: text apart (with the builder that waits) or a mark."""

    end: int
    role: Role | None = None
    waiting: TextBuilder | None = None
    waiting_marks: list[tuple[MarkKind, int]] = field(default_factory=list)
    mark: MarkKind | None = None
    start: int = 0


class _Reader:
    """One walk over the tokens; braces are paired beforehand, so that no group is looked for twice."""

    def __init__(self, source: str, choice: Choice) -> None:
        self._source = source
        self._choice = choice
        self._pairs = _braces(source)
        self._missing: set[str] = set()
        self._blocks: list[Block] = []
        self._builder = TextBuilder()
        self._frames: list[_Frame] = []
        self._environments: list[str] = []
        self._groups = count(1)
        self._group: list[int] = []
        self._item = False
        self._single = 0
        self.comments: list[Comment] = []

    def run(self) -> list[Block]:
        start = self._source.find("\\begin{document}")
        if start >= 0:
            self._title(start)
            start += len("\\begin{document}")
        end = self._source.rfind("\\end{document}")
        self._walk(max(start, 0), end if end > start else len(self._source))
        while self._frames:
            self._leave()
        self._flush()
        return self._blocks

    def _title(self, end: int) -> None:
        for found in re.finditer(r"\\(?:sub)?title[ \t]*(?:\[[^\[\]]{0,500}\])?[ \t]*\{", self._source[:end]):
            close = self._pairs.get(found.end() - 1)
            if close is not None:
                self._role_of_group(found.end() - 1, Role.HEADING)
                self._walk(found.end(), close + 1)
                self._flush()

    def _walk(self, at: int, end: int) -> None:
        while at < end:
            self._choice.check_clock()
            found = _TOKEN.search(self._source, at, end)
            if found is None:
                self._builder.add(self._source[at:end], at)
                return
            if found.start() > at:
                self._builder.add(self._source[at : found.start()], at)
            at = max(self._token(found), found.start() + 1)

    def _token(self, found: re.Match[str]) -> int:
        """Handle a token; the answer is where reading goes on."""
        kind, start, end = found.lastgroup, found.start(), found.end()
        if kind == "comment":
            written = found.group().rstrip()
            if addresses_us(text := written.lstrip("%")):
                self.comments.append(Comment(text.strip(), Region(start, start + len(written))))
            if self._source[end : end + 1] in ("\n", "\r"):
                self._flush()
            return end
        if kind == "paragraph":
            self._flush()
        elif kind == "command":
            return self._command(found.group("command"), start, end)
        elif kind == "symbol":
            return self._symbol(found.group("symbol"), start, end)
        elif kind == "dollars":
            beyond = self._beyond(found.group(), end)
            if beyond == end:
                self._builder.add(found.group(), start)
            return beyond
        elif kind == "close":
            while self._frames and self._frames[-1].end <= start:
                self._leave()
        elif kind == "cell":
            self._cell(start)
        elif kind == "quote":
            self._quotation(found.group(), start)
        elif kind == "dash":
            self._builder.together("–" if len(found.group()) == 2 else "—", start, end - start)
        elif kind == "tie":
            self._builder.blank(start, 1)
        return end

    # --- commands ---

    def _command(self, name: str, start: int, end: int) -> int:
        if name in ("begin", "end"):
            return self._environment(name, start, end)
        if name == "verb":
            return self._verb(start, end)
        if name in _ACCENTS and len(name) == 1 and (found := _ACCENTED.match(self._source, end)):
            return self._accent(name, start, found)
        if name == "iffalse":
            return self._beyond("\\fi", end)
        if name == "item":
            return self._label(end)
        if name == "par":
            self._flush()
        if name in ("tabularnewline", "newline", "linebreak", "cr") and self._in_table():
            return self._row(end)
        if name in _DROPPED:
            return self._arguments_end(end)
        if name in ("def", "let", "gdef", "edef"):
            return self._definition_end(end)
        if name in _CHARACTERS:
            self._builder.together(_CHARACTERS[name], start, len(name) + 1)
            return end + 2 if self._source.startswith("{}", end) else end
        return self._group_of(name, end)

    def _label(self, end: int) -> int:
        """An item begins, with the word or two in brackets that a description gives it."""
        self._flush()
        self._item = True
        found = _OPTION.match(self._source, end)
        if found is None:
            return end
        self._walk(self._source.index("[", end) + 1, found.end() - 1)
        self._builder.blank(found.end() - 1, 1)
        return found.end()

    def _group_of(self, name: str, end: int) -> int:
        """A command whose argument is text: a heading, a note, a mark, or one that is not known."""
        role = _ROLES.get(name)
        if role is Role.HEADING or name == "hyperref" or role is not None or name in _SKIP_FIRST or name in _MARKS:
            end = self._options_end(end)
        elif found := _OPTION.match(self._source, end):
            end = found.end()
        for _ in range(_SKIP_FIRST.get(name, 0)):
            end = self._group_end(end)
        end = self._options_end(end) if name in _SKIP_FIRST else end
        brace = _to_brace(self._source, end)
        if brace is None or brace not in self._pairs:
            return end
        if role is not None:
            self._role_of_group(brace, role)
            return brace + 1
        if name in _MARKS:
            self._frames.append(_Frame(self._pairs[brace], mark=_MARKS[name], start=self._builder.position()))
            return brace + 1
        return end

    def _role_of_group(self, brace: int, role: Role) -> None:
        if role is Role.HEADING:
            self._flush()
        self._frames.append(_Frame(self._pairs[brace], role=role, waiting=self._builder))
        self._builder = TextBuilder()

    def _leave(self) -> None:
        frame = self._frames.pop()
        if frame.waiting is not None:
            self._emit(frame.role or Role.PROSE)
            self._builder = frame.waiting
        elif frame.mark is not None:
            self._builder.mark(frame.mark, frame.start)

    def _symbol(self, symbol: str, start: int, end: int) -> int:
        if symbol in "([":
            return self._beyond("\\)" if symbol == "(" else "\\]", end)
        if symbol in "&%$#_{}":
            self._builder.together(symbol, start, 2)
        elif symbol == "\\":
            if self._in_table():
                return self._row(end)
            self._builder.blank(start, 2)
            return (
                found.end() if (found := re.compile(r"\*?\[[\d.a-z\\-]{0,20}\]|\*").match(self._source, end)) else end
            )
        elif symbol in _ACCENTS and (found := _ACCENTED.match(self._source, end)):
            return self._accent(symbol, start, found)
        elif symbol in " ,;:\n\t\r~>":
            self._builder.blank(start, 2)
        return end

    def _accent(self, accent: str, start: int, found: re.Match[str]) -> int:
        letter = next((group for group in found.groups() if group), "")
        shown = normalize("NFC", letter + _ACCENTS[accent]) if letter else ""
        self._builder.together(shown, start, found.end() - start)
        return found.end()

    def _quotation(self, written: str, start: int) -> None:
        before, after = self._source[start - 1 : start], self._source[start + len(written) : start + len(written) + 1]
        shown = {"``": "“", "''": "”", "`": "‘", ",,": "„"}.get(written)
        if written == "`":
            self._single += 1
        if written == "'":
            closing = self._single > 0 and not (after.isalnum() and before.isalnum())
            self._single -= closing
            shown = "’" if closing else None
        if shown is None:
            self._builder.add(written, start)
        else:
            self._builder.together(shown, start, len(written))

    def _verb(self, start: int, end: int) -> int:
        found = _VERB.match(self._source, start)
        if found is None:
            return end
        close = self._source.find(found.group(1), found.end(), found.end() + 500)
        if close < 0:
            return end
        at = self._builder.position()
        self._builder.add(self._source[found.end() : close], found.end())
        self._builder.mark(MarkKind.CODE, at)
        return close + 1

    # --- environments ---

    def _environment(self, kind: str, start: int, end: int) -> int:
        found = _NAME.match(self._source, end)
        if found is None:
            return end
        name, end = found.group(1), found.end()
        if kind == "end":
            self._end_environment(name)
            return end
        if name in _NOT_READ:
            self._builder.blank(start, 1)
            return self._beyond(f"\\end{{{name}}}", end)
        self._flush()
        self._environments.append(name)
        self._group.append(next(self._groups) if name in _TABLES or name.endswith(("ize", "ate", "tion")) else 0)
        self._item = False
        end = self._options_end(end)
        for _ in range(_ENVIRONMENT_ARGUMENTS.get(name, 0)):
            end = self._group_end(end)
        if name in ("frame", "block", "exampleblock", "alertblock"):
            brace = _to_brace(self._source, end)
            if brace is not None and brace in self._pairs:
                self._role_of_group(brace, Role.HEADING)
                return brace + 1
        return end

    def _end_environment(self, name: str) -> None:
        if name not in self._environments[-50:]:
            return
        self._flush()
        while self._environments.pop() != name:
            self._group.pop()
        self._group.pop()
        self._item = any(found in ("itemize", "enumerate", "description") for found in self._environments[-1:])

    def _in_table(self) -> bool:
        return bool(self._environments) and self._environments[-1] in _TABLES

    def _cell(self, start: int) -> None:
        if self._in_table():
            self._flush()
        else:
            self._builder.add("&", start)

    def _row(self, end: int) -> int:
        self._flush()
        self._group[-1] = next(self._groups)
        return self._options_end(end)

    # --- ends ---

    def _beyond(self, closing: str, at: int) -> int:
        """The place behind the next closing mark; where there is none, nothing is left out."""
        if closing in self._missing:
            return at
        if closing[0] == "$":
            found = _closing_dollar(self._source, closing, at)
        else:
            found = self._source.find(closing, at)
            if found < 0:
                self._missing.add(closing)
        if found < 0:
            return at
        if self._frames and self._frames[-1].end < found and closing[0] == "$":
            return at
        return found + len(closing)

    def _options_end(self, at: int) -> int:
        while found := _OPTION.match(self._source, at):
            at = found.end()
        return at

    def _group_end(self, at: int) -> int:
        at = self._options_end(at)
        brace = _to_brace(self._source, at)
        close = self._pairs.get(brace) if brace is not None else None
        return at if close is None else close + 1

    def _arguments_end(self, at: int) -> int:
        while True:
            end = self._group_end(at)
            if end == at:
                return end
            at = end

    def _definition_end(self, at: int) -> int:
        brace = self._source.find("{", at, at + 200)
        line = self._source.find("\n", at, at + 200)
        close = self._pairs.get(brace)
        if close is not None and (line < 0 or brace < line):
            return close + 1
        return line if line >= 0 else at

    # --- blocks ---

    def _flush(self) -> None:
        if self._frames and self._frames[-1].mark is not None:
            for frame in self._frames:
                if frame.mark is not None:
                    self._builder.mark(frame.mark, frame.start)
                    frame.start = 0
        apart = next((frame.role for frame in reversed(self._frames) if frame.waiting is not None), None)
        self._emit(apart or self._role())
        self._builder = TextBuilder()
        self._single = 0

    def _role(self) -> Role:
        for name in reversed(self._environments[-50:]):
            if name in _QUOTES:
                return Role.QUOTE
            if name in _TABLES:
                return Role.CELL
        return Role.LIST_ITEM if self._item else Role.PROSE

    def _emit(self, role: Role) -> None:
        group = self._group[-1] if self._group and role in (Role.CELL, Role.LIST_ITEM) else 0
        block = self._builder.build(role, group=group)
        if block is not None:
            self._blocks.append(block)
            check_cost(len(self._blocks), self._choice)


def _braces(source: str) -> dict[int, int]:
    """Every opening brace with the one that closes it; escaped ones and those in comments do not count."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for brace in re.finditer(r"\\.|%[^\n]*|[{}]", source, re.DOTALL):
        if brace.group() == "{":
            stack.append(brace.start())
        elif brace.group() == "}" and stack:
            found[stack.pop()] = brace.start()
    return found


def _to_brace(source: str, at: int) -> int | None:
    found = _BLANKS.match(source, at)
    place = found.end() if found else at
    return place if source.startswith("{", place) else None


_BLANK_LINE = re.compile(r"\n\r?\n")
_LONGEST_FORMULA = 5_000
"""How far apart, in characters, the dollars of a formula may stand."""


def _closing_dollar(source: str, closing: str, at: int) -> int:
    """The dollar that ends a formula, in the same paragraph and not far away."""
    limit = at + _LONGEST_FORMULA
    blank = _BLANK_LINE.search(source, at, limit)
    limit = blank.start() if blank is not None and len(closing) == 1 else limit
    found = source.find(closing, at, limit)
    while found > 0 and source[found - 1] == "\\" and source[found - 2 : found - 1] != "\\":
        found = source.find(closing, found + 1, limit)
    return found
