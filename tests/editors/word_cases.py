"""Word files of different make, each with the words "an addict" somewhere, for the editor's tests."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
BODY_END = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
KINDS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "settings": "settings",
    "styles": "styles",
    "numbering": "numbering",
}


@dataclass(frozen=True)
class Case:
    """A file, how many findings it holds, and how many of them a tracked change can replace."""

    make: Callable[[], bytes]
    findings: int = 1
    changes: int | None = None
    suffix: str = ".docx"
    touched: frozenset[str] = field(default=frozenset())
    """Parts besides the body, the comments and what leads to them that tracked changes stand in."""

    @property
    def expected_changes(self) -> int:
        return self.findings if self.changes is None else self.changes


def p(*content: str, properties: str = "") -> str:
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inside}{''.join(part if part.startswith('<') else r(part) for part in content)}</w:p>"


def r(words: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{words}</w:t></w:r>'


def cell(*content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{"".join(content)}</w:tc>'


def table(*rows: str) -> str:
    inside = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>{inside}</w:tbl>'


def ins(content: str, number: int = 90) -> str:
    return f'<w:ins w:id="{number}" w:author="Ruth" w:date="2026-01-02T03:04:05Z">{content}</w:ins>'


def package(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    main_type: str = f"{WORD}.document.main+xml",
    links: str = "",
    extra: Mapping[str, bytes] | None = None,
    extra_types: str = "",
    package_links: str = "",
    spaces: str = SPACES,
) -> bytes:
    """A whole package with right content types, as LibreOffice and python-docx ask for."""
    relations, types, files = links, extra_types, {}
    for number, (name, content) in enumerate((parts or {}).items(), 1):
        kind = KINDS[name.rstrip("0123456789")]
        relations += f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        files[f"word/{name}.xml"] = content.encode()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    rel = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    entries = {
        "[Content_Types].xml": (
            f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": (
            head
            + rel.format(
                f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>{package_links}'
            )
        ).encode(),
        "word/document.xml": f"{head}<w:document {spaces}><w:body>{body}{BODY_END}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": (head + rel.format(relations)).encode(),
        **files,
        **(extra or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(entries.items()):
            entry = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, number * 2 % 60))
            entry.compress_type = zipfile.ZIP_STORED if number % 3 == 2 else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o640 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# --- python-docx -------------------------------------------------------------------------------------------------


def plain() -> bytes:
    document = docx.Document()
    document.add_heading("She was called an addict", 1)
    document.add_paragraph("The clerk said nothing. The report calls her an addict. It ends here.")
    document.add_paragraph("An item about an addict", style="List Bullet")
    document.add_paragraph("an addict again", style="List Number")
    return saved(document)


def tables() -> bytes:
    document = docx.Document()
    grid = document.add_table(rows=2, cols=2)
    grid.cell(0, 0).text = "an addict"
    grid.cell(0, 0).merge(grid.cell(0, 1))
    inner = grid.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "Inside: an addict."
    document.add_paragraph("After the table, an addict.")
    return saved(document)


def header_and_footer() -> bytes:
    document = docx.Document()
    document.add_paragraph("Body text.")
    document.sections[0].header.paragraphs[0].text = "Case of an addict"
    document.sections[0].footer.paragraphs[0].text = "an addict, page 1"
    return saved(document)


def commented() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("He met ")
    run = paragraph.add_run("an addict")
    paragraph.add_run(" at noon.")
    document.add_comment([run], text="Is this right?", author="Ruth", initials="R")
    document.add_comment([run], text="We should not write an addict.", author="Ruth", initials="R")
    return saved(document)


def sections() -> bytes:
    document = docx.Document()
    document.add_paragraph("First, an addict.")
    wide = document.add_section(WD_SECTION.NEW_PAGE)
    wide.orientation = WD_ORIENT.LANDSCAPE
    document.add_paragraph("Second, an addict.")
    document.add_page_break()
    return saved(document)


def picture() -> bytes:
    document = docx.Document()
    document.add_paragraph("A picture:")
    document.add_picture(io.BytesIO(png()))
    shape = document.inline_shapes[0]
    shape._inline.docPr.set("descr", "Drawing of an addict")
    return saved(document)


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


# --- by hand -----------------------------------------------------------------------------------------------------

BOX = "<w:txbxContent>{}</w:txbxContent>"


def text_box(inside: str, *, fallback: str | None = None) -> str:
    shape = (
        '<w:drawing><wp:inline><wp:extent cx="1800000" cy="600000"/><wp:docPr id="7" name="Box 1"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="600000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{BOX.format(inside)}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = (
        '<w:pict><v:shape style="width:140pt;height:48pt"><v:textbox>'
        f"{BOX.format(inside if fallback is None else fallback)}</v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def complex_field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def notes(kind: str) -> bytes:
    separator = f'<w:{kind} w:type="separator" w:id="-1">{p("<w:r><w:separator/></w:r>")}</w:{kind}>'
    note = f'<w:{kind} w:id="2">{p(f"<w:r><w:{kind}Ref/></w:r>", " He was an addict.")}</w:{kind}>'
    body = p("Lead.") + p("Text", f'<w:r><w:{kind}Reference w:id="2"/></w:r>', " goes on.")
    return package(body, {f"{kind}s": f"<w:{kind}s {W}>{separator}{note}</w:{kind}s>"})


def control(properties: str, *content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def strict() -> bytes:
    usual = package(
        p("She was an addict in ", '<w:hyperlink r:id="rId9"><w:r><w:t>this</w:t></w:r></w:hyperlink>', " text."),
        {"styles": f"<w:styles {W}/>"},
        links=f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>',
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            for folder in (b"wordprocessingml", b"officeDocument", b"drawingml"):
                data = data.replace(
                    b"http://schemas.openxmlformats.org/" + folder + b"/2006/",
                    b"http://purl.oclc.org/ooxml/" + folder + b"/",
                )
            new.writestr(entry, data)
    return stream.getvalue()


class _Pipe(io.RawIOBase):
    """A stream that cannot seek, so that zipfile writes sizes behind the parts."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += bytes(data)
        return len(data)


def streamed() -> bytes:
    """A package as a program writes it that cannot go back: sizes behind the parts, comments and extra fields."""
    pipe = _Pipe()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as new:  # type: ignore[call-overload]
        new.comment = b"kept"
        for entry in old.infolist():
            named = zipfile.ZipInfo(entry.filename, (2020, 1, 2, 3, 4, 6))
            named.compress_type = zipfile.ZIP_DEFLATED
            named.extra = struct.pack("<HH4s", 0xA220, 4, b"\0\0\0\0")
            named.comment = b"part"
            with new.open(named, "w") as part:
                part.write(old.read(entry))
    return pipe.data


GONE = '<w:rPr><w:del w:id="93" w:author="Ruth" w:date="2026-01-02T03:04:05Z"/></w:rPr>'
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Report on an addict</dc:title></cp:coreProperties>'
)
CORE_TYPE = (
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
)

CORE_LINK = (
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
)


def form_field(code: str, data: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="F"/>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def choice(*entries: str, chosen: int) -> str:
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    return form_field("FORMDROPDOWN", f'<w:ddList><w:result w:val="{chosen}"/>{listed}</w:ddList>')


def described_table() -> str:
    made = table(cell(p("Cell.")))
    return made.replace(
        '<w:tblW w:w="0" w:type="auto"/>', '<w:tblW w:w="0" w:type="auto"/><w:tblDescription w:val="Counts an addict"/>'
    )


SPLIT = (r("He met an ad", "<w:b/>"), r("di", "<w:b/><w:i/>"), r("ct", "<w:i/>"), r(" today."))
COMMENTS = (
    f'<w:comments {W}><w:comment w:id="0" w:author="Ruth"><w:p><w:r><w:t>Check.</w:t></w:r></w:p></w:comment>'
    '<w:comment w:id="4" w:author="Ruth"><w:p><w:r><w:t>Why an addict?</w:t></w:r></w:p></w:comment></w:comments>'
)
RANGE = (
    '<w:commentRangeStart w:id="{0}"/>',
    '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>',
)
LINK = f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
SIGNATURE = {"_xmlsignatures/sig1.xml": b"<Signature/>", "_xmlsignatures/origin.sigs": b""}
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
PROTECTED = f'<w:settings {W}><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'

CASES = {
    "plain": Case(plain, findings=4),
    "tables": Case(tables, findings=3),
    "header and footer": Case(
        header_and_footer, findings=2, touched=frozenset({"word/header1.xml", "word/footer1.xml"})
    ),
    "comments by others": Case(commented, findings=2, changes=1),
    "sections": Case(sections, findings=2),
    "picture": Case(picture, changes=0),
    "split runs": Case(lambda: package(p(*SPLIT))),
    "tabs and breaks": Case(
        lambda: package(
            p("<w:r><w:t>a</w:t><w:tab/><w:t>an</w:t><w:br/><w:t>addict</w:t><w:tab/><w:t>b</w:t></w:r>"),
        ),
    ),
    "page break among the words": Case(
        lambda: package(p('<w:r><w:t>an</w:t><w:br w:type="page"/><w:t>addict</w:t></w:r>')), changes=0
    ),
    "note among the words": Case(
        lambda: package(p("an ", "<w:r><w:t>add</w:t><w:pgNum/><w:t>ict</w:t></w:r>", ".")),
        changes=0,
    ),
    "hyperlink": Case(
        lambda: package(
            p("See ", f'<w:hyperlink r:id="rId9">{r("the page on an addict here")}</w:hyperlink>', "."), links=LINK
        ),
    ),
    "half a hyperlink": Case(
        lambda: package(
            p("See an ", f'<w:hyperlink r:id="rId9">{r("addict")}{r(" page")}</w:hyperlink>', "."), links=LINK
        )
    ),
    "simple field": Case(
        lambda: package(p("Name: ", f'<w:fldSimple w:instr=" AUTHOR ">{r("an addict")}</w:fldSimple>', ".")), changes=0
    ),
    "link field": Case(
        lambda: package(p("See ", complex_field('HYPERLINK "https://example.org"', r("for an addict")), "."))
    ),
    "computed field": Case(lambda: package(p("See ", complex_field("REF name", r("an addict")), ".")), changes=0),
    "footnote": Case(lambda: notes("footnote"), touched=frozenset({"word/footnotes.xml"})),
    "endnote": Case(lambda: notes("endnote"), touched=frozenset({"word/endnotes.xml"})),
    "text box": Case(lambda: package(p("Before ", text_box(p("Boxed: an addict.")), " after."))),
    "old text box": Case(
        lambda: package(
            p(
                f'<w:r><w:pict><v:shape style="width:99pt;height:50pt"><v:textbox>{BOX.format(p("an addict"))}</v:textbox></v:shape></w:pict></w:r>'
            )
        )
    ),
    "inside an insertion": Case(lambda: package(p("She ", ins(r("was an addict then", "<w:i/>")), "."))),
    "half inside an insertion": Case(lambda: package(p("She was an ", ins(r("addict then")), "."))),
    "beside a deletion": Case(
        lambda: package(
            p(
                "She was an ",
                '<w:del w:id="91" w:author="Ruth"><w:r><w:delText>unhappy </w:delText></w:r></w:del>',
                r("addict"),
                '<w:moveFrom w:id="92" w:author="Ruth"><w:r><w:t>an addict</w:t></w:r></w:moveFrom>',
            )
        )
    ),
    "inside a move": Case(
        lambda: package(p("x ", f'<w:moveTo w:id="92" w:author="Ruth">{r("an addict moved")}</w:moveTo>', "."))
    ),
    "inside others' comments": Case(
        lambda: package(
            p("She was ", RANGE[0].format(0), r("an addict"), RANGE[1].format(0), "."), {"comments": COMMENTS}
        ),
        findings=2,
        changes=1,
    ),
    "right to left": Case(
        lambda: package(p(r("שלום ", "<w:rtl/>"), r("an addict"), r(" עולם", "<w:rtl/>"), properties="<w:bidi/>"))
    ),
    "rich control": Case(lambda: package(p("A ", control('<w:id w:val="5"/>', r("field with an addict in it")), "."))),
    "text control": Case(lambda: package(p("A ", control("<w:text/>", r("an addict")), ".")), changes=0),
    "locked control": Case(
        lambda: package(p("A ", control('<w:lock w:val="sdtContentLocked"/><w:text/>', r("an addict")), ".")), changes=0
    ),
    "bound control": Case(
        lambda: package(control('<w:dataBinding w:xpath="/x" w:storeItemID="{0}"/>', p("an addict"))), changes=0
    ),
    "control around paragraphs": Case(
        lambda: package(control('<w:id w:val="5"/>', p("One."), p("an addict"))), findings=1
    ),
    "list": Case(
        lambda: package(
            p("an addict", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
            {"numbering": NUMBERING},
        )
    ),
    "heading and styles": Case(
        lambda: package(
            p("an addict", properties='<w:pStyle w:val="H"/>'),
            {
                "styles": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
                '<w:style w:type="paragraph" w:styleId="CT"><w:name w:val="annotation text"/></w:style>'
                '<w:style w:type="character" w:styleId="CR"><w:name w:val="annotation reference"/></w:style></w:styles>'
            },
        )
    ),
    "nested tables by hand": Case(
        lambda: package(table(cell(p("x"), table(cell(p("an addict"))), p("an addict"))) + p("end")), findings=2
    ),
    "bookmarks and proofing": Case(
        lambda: package(
            p(
                '<w:bookmarkStart w:id="0" w:name="here"/>',
                r("an "),
                '<w:proofErr w:type="spellStart"/>',
                r("add"),
                '<w:bookmarkEnd w:id="0"/>',
                r("ict"),
                '<w:proofErr w:type="spellEnd"/>',
                f'<w:smartTag w:uri="u" w:element="e">{r(" and an addict")}</w:smartTag>',
            )
        ),
        findings=2,
    ),
    "ruby": Case(
        lambda: package(
            p(
                "a ",
                "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>x </w:t></w:r></w:rt>"
                "<w:rubyBase><w:r><w:t>an addict</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            )
        ),
        changes=0,
    ),
    "soft hyphens and wide blanks": Case(
        lambda: package(
            p("<w:r><w:t>an</w:t></w:r>", " \u00a0 ", "<w:r><w:t>ad</w:t><w:softHyphen/><w:t>dict</w:t></w:r>", ".")
        )
    ),
    "formatting that was tracked": Case(
        lambda: package(
            p(
                r(
                    "was an addict then",
                    '<w:b/><w:rPrChange w:id="3" w:author="Ruth"><w:rPr><w:i/></w:rPr></w:rPrChange>',
                )
            )
        )
    ),
    "hidden text among the words": Case(lambda: package(p("an ", r("hidden ", "<w:vanish/>"), "addict."))),
    "strict": Case(strict),
    "macros": Case(
        lambda: package(
            p("an addict"),
            main_type="application/vnd.ms-word.document.macroEnabled.main+xml",
            extra={"word/vbaProject.bin": bytes(range(256)) * 9},
            extra_types='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>',
            links='<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>',
        ),
        suffix=".docm",
    ),
    "protected": Case(lambda: package(p("an addict"), {"settings": PROTECTED}), changes=0),
    "streamed": Case(streamed, findings=4),
    "headers by hand": Case(
        lambda: package(
            p("Body."),
            {
                "header1": f"<w:hdr {SPACES}>{p(text_box(p('Top: an addict')))}</w:hdr>",
                "footer1": f"<w:ftr {W}>{p('an addict')}</w:ftr>",
            },
        ),
        findings=2,
        touched=frozenset({"word/header1.xml", "word/footer1.xml"}),
    ),
    "joined paragraphs": Case(lambda: package(p("He met an ", properties=GONE) + p("addict at noon.")), changes=0),
    "second of joined paragraphs": Case(lambda: package(p("He met ", properties=GONE) + p("an addict at noon."))),
    "large initial": Case(
        lambda: package(p("a", properties='<w:framePr w:dropCap="drop" w:lines="2"/>') + p("n addict left.")), changes=0
    ),
    "raised figure behind the words": Case(
        lambda: package(p("an addict", r("1", '<w:vertAlign w:val="superscript"/>'), " left."))
    ),
    "letter of a symbol font among the words": Case(
        lambda: package(p("an", '<w:r><w:sym w:font="Symbol" w:char="F020"/></w:r>', "addict left."))
    ),
    "chosen entry of a form": Case(lambda: package(p("Role: ", choice("x", "an addict", chosen=1), ".")), changes=0),
    "other entry of a form": Case(lambda: package(p("Role: ", choice("x", "an addict", chosen=0), ".")), changes=0),
    "item and title of a content control": Case(
        lambda: package(
            control(
                '<w:alias w:val="Is he an addict?"/><w:dropDownList><w:listItem w:displayText="an addict" w:value="1"/>'
                "</w:dropDownList>",
                p("Choose."),
            )
        ),
        findings=2,
        changes=0,
    ),
    "description of a table": Case(lambda: package(described_table() + p("After.")), changes=0),
    "tooltip": Case(
        lambda: package(
            p("See ", f'<w:hyperlink r:id="rId9" w:tooltip="On an addict">{r("this")}</w:hyperlink>', "."), links=LINK
        ),
        changes=0,
    ),
    "equation": Case(
        lambda: package(p(f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>an addict</m:t></m:r></m:oMath>')), changes=0
    ),
    "inserted file": Case(
        lambda: package(
            p("Before.") + '<w:altChunk r:id="rId9"/>' + p("After."),
            links=f'<Relationship Id="rId9" Type="{OFFICE}/aFChunk" Target="chunk.html"/>',
            extra={"word/chunk.html": b"<html><body><p>She was an addict.</p></body></html>"},
            extra_types='<Default Extension="html" ContentType="text/html"/>',
        ),
        changes=0,
    ),
    "title of the file": Case(
        lambda: package(
            p("Body."), extra={"docProps/core.xml": CORE.encode()}, extra_types=CORE_TYPE, package_links=CORE_LINK
        ),
        changes=0,
    ),
    "label of a list": Case(
        lambda: package(
            p("Item.", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
            {"numbering": NUMBERING.replace("%1.", "an addict %1.")},
        ),
        changes=0,
    ),
    "cell in custom XML": Case(
        lambda: package(
            table(f'<w:customXml w:element="note">{cell(p("Inside: an addict."))}</w:customXml>') + p("After.")
        )
    ),
    "many in one run": Case(lambda: package(p("an addict, " * 40)), findings=40),
}
