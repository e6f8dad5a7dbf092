"""LaTeX: the text that is typeset, with offsets into the source; the preamble, mathematics, code and labels left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import PurePosixPath
from unicodedata import normalize

from langcheck.model import Block, Comment, MarkKind, Region, Role
from langcheck.readers.left_out import count_words
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    PassageBuilder,
    Reading,
    TextBuilder,
    addresses_us,
    check_cost,
    decode,
    is_note_mark,
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
_ROLES |= {"addcontentsline": Role.HEADING}
_ROLES |= {"todo": Role.COMMENT, "blockquote": Role.QUOTE, "blockcquote": Role.QUOTE}
_MARKS = dict.fromkeys("emph textbf textit textsl underline textsc uline alert strong".split(), MarkKind.EMPHASIS)
_MARKS |= {"texttt": MarkKind.CODE, "code": MarkKind.CODE}
_QUOTING = {
    "enquote": 0, "textquote": 0, "textcquote": 1, "foreignquote": 1, "hyphenquote": 1, "foreigntextquote": 1,
    "hyphentextquote": 1, "foreigntextcquote": 2, "hyphentextcquote": 2,
}  # fmt: skip
"""Commands of csquotes that quote within a sentence, with the arguments (a language, a source) in front of the words."""
_MARKS |= dict.fromkeys(_QUOTING, MarkKind.QUOTE)
_DROPPED = frozenset(
    "ref label cite citep citet citeauthor citeyear citealp citealt parencite textcite footcite autocite fullcite nocite "
    "pageref eqref autoref cref Cref nameref vref includeonly usepackage RequirePackage "
    "documentclass bibliography bibliographystyle addbibresource vspace hspace setlength addtolength newcommand "
    "renewcommand providecommand DeclareMathOperator newenvironment renewenvironment newtheorem "
    "pagestyle thispagestyle setcounter addtocounter stepcounter refstepcounter bibitem color definecolor fontsize "
    "selectlanguage url nolinkurl path lstset pagenumbering hyphenation geometry "
    "graphicspath newlength newcounter settowidth rule phantomsection tikzset usetikzlibrary "
    "pgfplotsset setmainfont setsansfont setmonofont theoremstyle "
    "usetheme usecolortheme email ensuremath special write "
    "DeclareRobustCommand NewDocumentCommand RenewDocumentCommand ProvidesPackage ProvidesClass cmidrule cline "
    "arrayrulecolor rowcolor columncolor cellcolor vskip hskip numberwithin linespread titleformat "
    "titlespacing makeatletter expandafter the arabic roman alph lstinline mintinline bibinfo bibfield".split()
)  # fmt: skip
_SKIP_FIRST = {
    "href": 1, "textcolor": 1, "foreignlanguage": 1, "colorbox": 1, "fcolorbox": 2, "parbox": 1, "multicolumn": 2,
    "multirow": 2, "raisebox": 1, "resizebox": 2, "scalebox": 1, "rotatebox": 1, "captionof": 1, "hyperref": 0,
    "makebox": 0, "framebox": 0, "hyperlink": 1, "hypertarget": 1, "addcontentsline": 2, "textblockquote": 0, "blockcquote": 1,
} | _QUOTING  # fmt: skip
_ENVIRONMENT_ARGUMENTS = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "longtabu": 1, "minipage": 1,
    "multicols": 1, "thebibliography": 1, "adjustbox": 1, "column": 1, "wrapfigure": 2, "wraptable": 2, "array": 1,
    "supertabular": 1, "xltabular": 2, "tblr": 1, "spacing": 1, "adjustwidth": 2, "otherlanguage": 1, "list": 2,
    "block": 0, "subfigure": 1, "subtable": 1,
}  # fmt: skip
_TABLES = frozenset("tabular tabular* tabularx tabulary longtable longtabu supertabular xltabular tblr".split())
_QUOTES = frozenset("quote quotation verse displayquote quoting displaycquote".split())
_APART = {
    "author": 1, "date": 1, "institute": 1, "affiliation": 1, "affil": 1, "index": 1, "markboth": 2, "markright": 1,
    "newacronym": 3, "pdfbookmark": 1,
}  # fmt: skip
"""Commands whose arguments are shown elsewhere: how many, of which the key of an acronym is not."""
_STRUCK = frozenset("sout st xout cancel strike".split())
_UNSEEN = frozenset("phantom hphantom vphantom".split())
_INCLUDING = {
    "input": 1, "include": 1, "subfile": 1, "subfileinclude": 1, "import": 2, "subimport": 2, "includefrom": 2, "inputfrom": 2,
    "InputIfFileExists": 1, "verbatiminput": 1, "lstinputlisting": 1, "inputminted": 2, "includepdf": 1,
}  # fmt: skip
"""Commands that put in another file, which the last of so many arguments names."""
_GLOSSARY = frozenset("gls glspl Gls Glspl GLS glstext glsname acrshort acrlong acrfull ac acp acs acl acf".split())
_VERBATIM = frozenset(
    "verbatim verbatim* Verbatim BVerbatim LVerbatim lstlisting minted alltt code algorithmic algorithm2e".split()
)
_PICTURES = frozenset("tikzpicture pgfpicture picture tikzcd forest axis".split())
_NOT_READ = frozenset(
    "comment filecontents filecontents* "
    "equation equation* align align* gather gather* multline multline* eqnarray eqnarray* math displaymath alignat "
    "alignat* flalign flalign* split array prooftree dmath dmath* subequations".split()
)
_IN_FORMULA = re.compile(
    r"\\(?:text|mbox|intertext|shortintertext|textrm|textit|textbf|textsf)[ \t]*\{([^{}]{1,1000})\}"
)
_IN_PICTURE = re.compile(r"(?<!\\begin)(?<!\\end)\{([^{}\\=;]{2,1000})\}")
_PDF_FIELD = re.compile(r"pdf(?:title|subject|keywords)[ \t]*=[ \t]*\{([^{}]{1,1000})\}")
_GLOSSARY_FIELD = re.compile(r"\b(name|description|plural|text)[ \t]*=[ \t]*\{([^{}]{1,4000})\}")
_ALT_FIELD = re.compile(r"\balt[ \t]*=[ \t]*\{([^{}]{1,1000})\}")
_PREAMBLE = re.compile(
    r"\\(?:(?:sub)?title|author|institute|affiliation|affil|date|newacronym|newglossaryentry|longnewglossaryentry|hypersetup)(?![A-Za-z])"
)
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?(?:new)?command|DeclareRobustCommand)\*?[ \t]*\{?[ \t]*\\(?P<name>[A-Za-z]{1,60})[ \t]*\}?[ \t]*"
    r"(?:\[(?P<count>\d)\])?(?:\[[^\[\]\n]{0,200}\])?[ \t]*\n?[ \t]*\{"
    r"|\\[gex]?def[ \t]*\\(?P<defined>[A-Za-z]{1,60})(?P<parameters>(?:#\d){0,9})[ \t]*\{"
)
_LONGEST_DEFINITION = 5_000
"""How long the text of a command may be, in characters, that an author defines."""
_MOST_DEFINITIONS = 2_000
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_BARE_FILE = re.compile(r"[ \t]*([^\s{}\\\[\]]{1,300})")
_ABOUT = frozenset("author date institute affiliation affil".split())
_FIELDS = frozenset("hypersetup newglossaryentry longnewglossaryentry includegraphics".split())
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
    reader.reading.source, reader.reading.encoding, reader.reading.notes = source, name, notes
    reader.reading.blocks = reader.run()
    return reader.reading


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

    def __init__(self, source: str, choice: Choice, defined: Mapping[str, str] | None = None) -> None:
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
        self.reading = Reading([])
        self._defined = dict(defined or {})
        self._bodies: dict[str, tuple[int, int]] = {}
        self._glossary: dict[str, str] = {}
        self._used: list[str] = []
        self._key = ""

    def run(self) -> list[Block]:
        self._define()
        start = self._source.find("\\begin{document}")
        if start >= 0:
            self._preamble(start)
            start += len("\\begin{document}")
        end = self._source.rfind("\\end{document}")
        self._piece(max(start, 0), end if end > start else len(self._source))
        for name in self._used:
            self._piece(*self._bodies[name])
        return self._blocks

    def plain(self) -> str:
        """All that the source shows, as one text."""
        self._piece(0, len(self._source))
        return " ".join(block.text for block in self._blocks)

    def _piece(self, start: int, end: int) -> None:
        """Read a piece that has nothing to do with what stands before and behind it."""
        self._walk(start, end)
        while self._frames:
            self._leave()
        self._flush()

    def _define(self) -> None:
        """Learn the commands that the author defines: those without arguments stand for their text."""
        for number, found in enumerate(_DEFINITION.finditer(self._source)):
            close = self._pairs.get(found.end() - 1)
            name = found["name"] or found["defined"]
            if number >= _MOST_DEFINITIONS or close is None or close - found.end() > _LONGEST_DEFINITION:
                continue
            if name in _KNOWN or name in self._bodies:
                continue
            self._bodies[name] = (found.end(), close)
            if not found["count"] and not found["parameters"]:
                self._defined[name] = self._text_of(self._source[found.end() : close])

    def _text_of(self, written: str) -> str:
        """What a piece of LaTeX shows, as one text; commands that were defined before are known in it."""
        named = set(_COMMAND.findall(written))
        known = {name: text for name, text in self._defined.items() if name in named} if named else {}
        text = _Reader(written, self._choice, known).plain()
        if len(text) > _LONGEST_DEFINITION:
            return ""
        return f"{text} " if written.endswith(" ") or "xspace" in named else text

    def _preamble(self, end: int) -> None:
        """What is said before the document begins and shown in it: titles, authors, glossaries."""
        for found in _PREAMBLE.finditer(self._source, 0, end):
            self._piece(found.start(), min(self._arguments_end(found.end()), end))

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
                self.reading.comments.append(Comment(text.strip(), Region(start, start + len(written))))
            else:
                self.reading.left_out.comments += count_words(text)
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
            self._words_in(_IN_FORMULA, end, beyond)
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
            beyond = self._beyond("\\fi", end)
            self.reading.left_out.hidden += count_words(self._source[end : max(beyond - 3, end)])
            return beyond
        if name == "xspace":
            if self._source[end : end + 1].isalnum():
                self._builder.blank(start, len(name) + 1)
            return end
        if name in _STRUCK or name in _UNSEEN or name == "textsuperscript":
            return self._not_shown(name, end)
        if name in _INCLUDING:
            return self._included(name, end)
        if name in _APART:
            return self._apart(name, end)
        if name in _FIELDS:
            return self._fields(name, end)
        if name in _GLOSSARY:
            return self._gloss(start, end)
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
        if name in self._bodies or name in self._defined:
            text = self._defined.get(name, "")
            if text.strip():
                self._builder.together(text.rstrip(), start, len(name) + 1)
                if text.endswith(" "):
                    self._builder.blank(start, 1)
                return end + 2 if self._source.startswith("{}", end) else end
            if name in self._bodies and name not in self._defined and name not in self._used:
                self._used.append(name)
        return self._group_of(name, end)

    def _argument(self, at: int) -> tuple[int, int] | None:
        """Where the text of the next argument in braces stands."""
        brace = _to_brace(self._source, self._options_end(at))
        close = self._pairs.get(brace) if brace is not None else None
        return None if brace is None or close is None else (brace + 1, close)

    def _not_shown(self, name: str, end: int) -> int:
        """What is struck out or leaves a gap is counted, and the mark of a note belongs to no word."""
        found = self._argument(end)
        if found is None:
            return end
        inside = self._source[slice(*found)]
        if name == "textsuperscript":
            if not (self._builder.is_noted() and is_note_mark(inside)):
                return end
            self._builder.noted()
            return found[1] + 1
        if name in _STRUCK:
            self.reading.left_out.struck += count_words(inside)
        else:
            self.reading.left_out.hidden += count_words(inside)
        return found[1] + 1

    def _included(self, name: str, end: int) -> int:
        """Another file is put in: in braces, or as the next word."""
        if (bare := _BARE_FILE.match(self._source, end)) and name == "input":
            self.reading.included.append(_with_ending(bare.group(1)))
            return bare.end()
        parts: list[str] = []
        for _ in range(_INCLUDING[name]):
            found = self._argument(end)
            if found is not None:
                parts.append(self._source[slice(*found)].strip())
                end = found[1] + 1
        if parts and parts[-1]:
            folder = parts[0] if len(parts) > 1 and name.endswith(("import", "from")) else ""
            file = parts[-1] if "." in PurePosixPath(parts[-1]).name else _with_ending(parts[-1])
            self.reading.included.append(f"{folder.rstrip('/')}/{file}" if folder else file)
        return end

    def _apart(self, name: str, end: int) -> int:
        """Arguments that are shown in another place than where they stand."""
        for number in range(_APART[name]):
            found = self._argument(end)
            if found is None:
                return end
            if not (name == "newacronym" and not number):
                self._aside(found, Role.METADATA if name in _ABOUT else Role.NOTE)
            if name == "newacronym":
                self._acronym(number, end, found)
            end = found[1] + 1
        return end

    def _acronym(self, number: int, end: int, found: tuple[int, int]) -> None:
        """Remember by its key what an acronym is short for."""
        if not number:
            self._key = self._source[slice(*found)].strip()
        elif number == 2:
            self._glossary[self._key] = self._text_of(self._source[slice(*found)])

    def _fields(self, name: str, end: int) -> int:
        """Settings among which some are shown: of the file that is made, of an entry of a glossary, of a picture."""
        key = ""
        if name == "includegraphics":
            option = _OPTION.match(self._source, end)
            self._words_in(_ALT_FIELD, end, option.end() if option else end, Role.ALT_TEXT)
            return self._arguments_end(end)
        if name.endswith("glossaryentry"):
            found = self._argument(end)
            key = self._source[slice(*found)].strip() if found else ""
            end = found[1] + 1 if found else end
        found = self._argument(end)
        if found is None:
            return end
        if name == "hypersetup":
            self._words_in(_PDF_FIELD, *found, Role.METADATA)
            return found[1] + 1
        for setting in _GLOSSARY_FIELD.finditer(self._source, *found):
            self._aside(setting.span(2), Role.NOTE)
            if setting.group(1) == "name" and len(setting.group(2)) <= _LONGEST_DEFINITION:
                self._glossary[key] = self._text_of(setting.group(2))
        end = found[1] + 1
        if name == "longnewglossaryentry" and (found := self._argument(end)):
            self._aside(found, Role.NOTE)
            end = found[1] + 1
        return end

    def _gloss(self, start: int, end: int) -> int:
        """A word of the glossary by its key."""
        found = self._argument(end)
        if found is None:
            return end
        text = self._glossary.get(self._source[slice(*found)].strip(), "")
        self._builder.together(text.strip(), start, found[1] + 1 - start)
        return found[1] + 1

    def _aside(self, span: tuple[int, int], role: Role) -> None:
        """Read a piece as text of its own, while the paragraph around it waits."""
        waiting, frames, single = self._builder, self._frames, self._single
        self._builder, self._frames = TextBuilder(), []
        self._walk(*span)
        while self._frames:
            self._leave()
        self._emit(role)
        self._builder, self._frames, self._single = waiting, frames, single

    def _words_in(self, pattern: re.Pattern[str], start: int, end: int, role: Role = Role.PROSE) -> None:
        """Read the words that stand among what is no text, each as a text of its own."""
        for found in pattern.finditer(self._source, start, end):
            if count_words(found.group(1)):
                self._aside(found.span(1), role)

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
        if role in (Role.HEADING, Role.CAPTION) and (short := _OPTION.match(self._source, end)):
            self._aside((self._source.index("[", end) + 1, short.end() - 1), role)
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
            beyond = self._beyond("\\)" if symbol == "(" else "\\]", end)
            self._words_in(_IN_FORMULA, end, beyond)
            return beyond
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
        if name in _NOT_READ or name in _VERBATIM or name in _PICTURES:
            return self._unread(name, start, end)
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

    def _unread(self, name: str, start: int, end: int) -> int:
        """What is no running text: code as it stands, words in formulas and pictures; comments are counted."""
        beyond = self._beyond(f"\\end{{{name}}}", end)
        close = beyond - len(f"\\end{{{name}}}")
        self._builder.blank(start, 1)
        if close <= end:
            return beyond
        if name in _VERBATIM:
            self._flush()
            begin = self._group_end(end) if name == "minted" else self._options_end(end)
            self._builder.add(self._source[min(begin, close) : close], min(begin, close))
            self._emit(Role.CODE)
            self._builder = TextBuilder()
        elif name in _PICTURES:
            self._words_in(_IN_PICTURE, end, close, Role.CAPTION)
        elif name == "comment":
            self.reading.left_out.comments += count_words(self._source[end:close])
        else:
            self._words_in(_IN_FORMULA, end, close)
        return beyond

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


_KNOWN = frozenset(
    {*_ROLES, *_MARKS, *_DROPPED, *_CHARACTERS, *_APART, *_STRUCK, *_UNSEEN, *_INCLUDING, *_FIELDS, *_GLOSSARY}
)
"""Commands that stay what they are, whatever an author defines."""


def _with_ending(file: str) -> str:
    return file if "." in PurePosixPath(file).name else f"{file}.tex"


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
