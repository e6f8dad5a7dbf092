"""The same words get the same answer in every office format, as the table of docs/formats.md says: a file for each answer.

Each file holds a sentence that everybody sees, and the word "zebra" in the way that the row is about.
"""

from __future__ import annotations

import pytest

from langcheck.readers.described import ANSWERS, OFFICE, Answer
from langcheck.readers.reading import Choice
from tests.office_files import (
    ODF_NAMES,
    cell,
    frame,
    open_document,
    packed,
    relations,
    shape,
    sheet,
    slide,
    slides_file,
    workbook,
)
from tests.office_files import (
    OFFICE as REL,
)
from tests.readers.reading_files import opened

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CLEAN = "The board met on Monday."
CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>zebra</dc:title></c:coreProperties>'
)
CHART = (
    f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>zebra</a:t></a:r></a:p>'
    "</c:rich></c:tx></c:title></c:chart></c:chartSpace>"
)
DATA = (
    f'<d:dataModel xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="{A}"><d:ptLst><d:pt><d:t>'
    "<a:p><a:r><a:t>zebra</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>"
)
BUTTON = (
    '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:persistence="persistPropertyBag">'
    '<ax:ocxPr ax:name="Caption" ax:value="zebra"/></ax:ocx>'
)
STREAM = '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:persistence="persistStreamInit"/>'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
EQUATION = f"<m:oMath {MATH}><m:r><m:t>zebra</m:t></m:r></m:oMath>"
A14 = f'<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">{EQUATION}</a14:m>'
OWN = "\ue021\ue022\ue023\ue024"
PRIVATE = "\uf07a\uf065\uf062\uf072\uf061"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{REL}" xmlns:a="{A}" xmlns:c="{C}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)

# --- a file of each format with something in it ------------------------------------------------------------------


def word(body: str, *, rels: tuple[tuple[str, str, str], ...] = (), **parts: str) -> bytes:
    """``parts`` are named with two underscores for a slash and one for the dot of their ending."""
    return packed(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {SPACES}><w:body>{p(CLEAN)}{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*rels),
            **{name.replace("__", "/").replace("_", "."): content for name, content in parts.items()},
        }
    )


def p(*runs: str, pr: str = "") -> str:
    inside = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs
    )
    return f"<w:p><w:pPr>{pr}</w:pPr>{inside}</w:p>"


def run(properties: str, text: str = "zebra") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def drawn(inside: str, properties: str = 'id="1" name="x"') -> str:
    return p(
        f"<w:r><w:drawing><wp:inline><wp:docPr {properties}/><a:graphic><a:graphicData>{inside}</a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def box(inside: str, properties: str = 'id="1" name="x"') -> str:
    return drawn(f"<w:txbxContent>{inside}</w:txbxContent>", properties)


def styled(properties: str) -> str:
    return (
        f'<w:styles {SPACES}><w:style w:type="character" w:styleId="Base"><w:name w:val="Base"/><w:rPr>{properties}</w:rPr>'
        '</w:style><w:style w:type="character" w:styleId="S"><w:name w:val="S"/><w:basedOn w:val="Base"/></w:style></w:styles>'
    )


def field(code: str, result: str = "", data: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


STYLES = (("s", "styles", "styles.xml"),)
MARK = 'w:id="1" w:author="Ann"'


def show(*shapes: str, rels: str = "", **parts: str) -> bytes:
    files = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    if rels:
        files["ppt/slides/_rels/slide1.xml.rels"] = rels
    return slides_file(slide(shape("S", CLEAN), *shapes), parts=files)


def a_run(properties: str, text: str = "zebra") -> str:
    return f"<a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r>"


def a_p(*runs: str) -> str:
    return f"<a:p>{''.join(runs)}</a:p>"


def book(*cells: str, more: str = "", rels: str = "", styles: str = "", **parts: str) -> bytes:
    files = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    if rels:
        files["xl/worksheets/_rels/sheet1.xml.rels"] = rels
    main = relations(("r1", "worksheet", "worksheets/sheet1.xml"), ("rs", "styles", "styles.xml"))
    if styles:
        head = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        files |= {"xl/styles.xml": f"{head}{styles}</styleSheet>", "xl/_rels/workbook.xml.rels": main}
    return workbook({"S": sheet(cell("A1", CLEAN), *cells, more=more)}, parts=files)


def on_sheet(inside: str, *, rels: str = "", **parts: str) -> bytes:
    """A workbook with something drawn on its sheet; ``rels`` are those of the drawing."""
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="{A}" xmlns:c="{C}" xmlns:r="{REL}" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    )
    drawing = f"<xdr:wsDr {spaces}>{inside}</xdr:wsDr>"
    files = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    files |= {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("d", "drawing", "../drawings/d.xml")),
        "xl/drawings/d.xml": drawing,
    }
    if rels:
        files["xl/drawings/_rels/d.xml.rels"] = rels
    return workbook({"S": sheet(cell("A1", CLEAN))}, parts=files)


def sheet_shape(text: str, properties: str = "", kind: str = "sp") -> str:
    body = f"<xdr:txBody>{a_p(text)}</xdr:txBody>" if text else ""
    return f'<xdr:{kind}><xdr:nvSpPr><xdr:cNvPr id="1" name="n" {properties}/></xdr:nvSpPr>{body}</xdr:{kind}>'


def rich(properties: str, text: str = "zebra", before: str = "") -> str:
    first = f"<r><t xml:space='preserve'>{before}</t></r>" if before else ""
    return f'<c r="A2" t="inlineStr"><is>{first}<r><rPr>{properties}</rPr><t>{text}</t></r></is></c>'


def fonts(font: str = "<font/>", code: str = "General") -> str:
    return (
        f'<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts><fonts><font/>{font}</fonts>'
        '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="170" fontId="1"/></cellXfs>'
    )


def text_file(body: str, **options: str) -> bytes:
    return open_document(f"<text:p>{CLEAN}</text:p>{body}", **options)


def odf_styles(properties: str) -> str:
    return (
        f'<style:style style:name="B" style:family="text"><style:text-properties {properties}/></style:style>'
        '<style:style style:name="T" style:family="text" style:parent-style-name="B"/>'
    )


def span(text: str = "zebra") -> str:
    return f"<text:span text:style-name='T'>{text}</text:span>"


def with_object(content: str) -> bytes:
    href = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"'
    body = f"<text:p>{CLEAN}</text:p><text:p><draw:frame><draw:object {href}/></draw:frame></text:p>"
    names = f'{ODF_NAMES} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
    main = f"<office:document-content {ODF_NAMES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": main,
        "META-INF/manifest.xml": "<m/>",
    }
    if content:
        parts["Object 1/content.xml"] = content.replace("NAMES", names)
    return packed(parts)


def rtf(inside: str) -> bytes:
    return rf"{{\rtf1\ansi \pard {CLEAN}\par {inside}}}".encode("latin-1")


ODF_FORM = (
    '<office:forms xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"><form:form>{}</form:form></office:forms>'
)

# --- for each row, a file of each format -------------------------------------------------------------------------

ROWS: dict[str, dict[str, bytes]] = {
    "text, tables, text boxes": {
        "docx": word(
            f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:customXml><w:tc>{p('zebra')}</w:tc></w:customXml></w:sdtContent></w:sdt></w:tr></w:tbl>"
        ),
        "pptx": show(shape("B", "zebra")),
        "xlsx": on_sheet(sheet_shape(a_run(""))),
        "opendocument": text_file(
            "<text:p><draw:custom-shape><text:list><text:list-item><text:p>zebra</text:p></text:list-item></text:list>"
            "</draw:custom-shape></text:p>"
        ),
        "rtf": rtf(r"\trowd\pard\intbl zebra\cell\row"),
    },
    "headers and footers, of printed pages too": {
        "docx": word("", rels=(("h", "header", "h.xml"),), word__h_xml=f"<w:hdr {SPACES}>{p('zebra')}</w:hdr>"),
        "pptx": show(shape("F", "zebra", kind="ftr")),
        "xlsx": book(
            more='<headerFooter><evenFooter>&amp;L&amp;"Arial,Bold"&amp;12&amp;K01+000zebra</evenFooter></headerFooter>'
        ),
        "opendocument": text_file(
            "", master="<style:master-page><style:footer><text:p>zebra</text:p></style:footer></style:master-page>"
        ),
        "rtf": rtf(r"{\footer zebra\par}"),
    },
    "comments": {
        "docx": word(
            "",
            rels=(("c", "comments", "c.xml"),),
            word__c_xml=f'<w:comments {SPACES}><w:comment w:id="0">{p("zebra")}</w:comment></w:comments>',
        ),
        "pptx": show(
            rels=relations(("c", "comments", "../c.xml")),
            ppt__c_xml='<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm><p:text>zebra</p:text></p:cm></p:cmLst>',
        ),
        "xlsx": book(
            rels=relations(("c", "threadedComment", "../c.xml")),
            xl__c_xml=(
                '<t:ThreadedComments xmlns:t="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
                '<t:threadedComment ref="B9"><t:text>zebra</t:text></t:threadedComment></t:ThreadedComments>'
            ),
        ),
        "opendocument": open_document(
            f"<table:table table:name='S'><table:table-row><table:table-cell><text:p>{CLEAN}</text:p></table:table-cell><table:table-cell>"
            "<office:annotation><text:p>zebra</text:p></office:annotation></table:table-cell></table:table-row></table:table>",
            kind="spreadsheet",
        ),
        "rtf": rtf(r"x{\*\annotation zebra}\par"),
    },
    "footnotes, speaker notes": {
        "docx": word(
            "",
            rels=(("f", "footnotes", "f.xml"),),
            word__f_xml=f'<w:footnotes {SPACES}><w:footnote w:id="2">{p("zebra")}</w:footnote></w:footnotes>',
        ),
        "pptx": show(
            rels=relations(("n", "notesSlide", "../n.xml")),
            ppt__n_xml=slide(
                frame("T", f"<a:tbl><a:tr><a:tc><a:txBody>{a_p(a_run(''))}</a:txBody></a:tc></a:tr></a:tbl>"),
                kind="notes",
            ),
        ),
        "opendocument": text_file(
            "<text:p>x<text:note text:note-class='endnote'><text:note-body><text:p>zebra</text:p></text:note-body></text:note></text:p>"
        ),
        "rtf": rtf(r"x{\footnote zebra}\par"),
    },
    "descriptions of pictures, shapes and tables": {
        "docx": word(
            f'<w:tbl><w:tblPr><w:tblDescription w:val="zebra"/></w:tblPr><w:tr><w:tc>{p("x")}</w:tc></w:tr></w:tbl>'
        ),
        "pptx": show('<p:pic><p:nvPicPr><p:cNvPr id="4" name="P" title="zebra"/></p:nvPicPr></p:pic>'),
        "xlsx": on_sheet(sheet_shape("", 'descr="zebra"', "pic")),
        "opendocument": text_file(
            "<table:table><table:desc>zebra</table:desc><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
            "</table:table-row></table:table>"
        ),
        "rtf": rtf(r"x{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv zebra}}}01}}\par"),
    },
    "tooltips of links": {
        "docx": word(p(field(r'HYPERLINK "x" \o "zebra"', run("", "link")))),
        "pptx": show(
            shape("L", a_p('<a:r><a:rPr><a:hlinkClick r:id="" tooltip="zebra"/></a:rPr><a:t>link</a:t></a:r>'))
        ),
        "xlsx": book(more='<hyperlinks><hyperlink ref="A1" tooltip="zebra"/></hyperlinks>'),
        "opendocument": text_file("<text:p><text:a office:title='zebra'>link</text:a></text:p>"),
        "rtf": rtf(r'{\field{\*\fldinst HYPERLINK "x" \\o "zebra"}{\fldrslt link}}\par'),
    },
    "charts: titles, axes, labels, series, categories": {
        "docx": word(drawn('<c:chart r:id="c"/>'), rels=(("c", "chart", "c.xml"),), word__c_xml=CHART),
        "pptx": show(
            frame("C", '<c:chart r:id="c"/>'),
            rels=relations(("c", "chart", "../c.xml")),
            ppt__c_xml=f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:plotArea><c:ser><c:dLbls><c:dLbl><c:tx><c:strRef><c:strCache>'
            "<c:pt><c:v>zebra</c:v></c:pt></c:strCache></c:strRef></c:tx></c:dLbl></c:dLbls></c:ser></c:plotArea></c:chart></c:chartSpace>",
        ),
        "xlsx": on_sheet(
            '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="1" name="g"/></xdr:nvGraphicFramePr><a:graphic><a:graphicData>'
            '<c:chart r:id="c"/></a:graphicData></a:graphic></xdr:graphicFrame>',
            rels=relations(("c", "chart", "../c.xml")),
            xl__c_xml=CHART,
        ),
        "opendocument": with_object(
            "<office:document-content NAMES><office:body><office:chart><chart:chart><chart:plot-area><chart:axis><chart:title>"
            "<text:p>zebra</text:p></chart:title></chart:axis></chart:plot-area></chart:chart></office:chart></office:body></office:document-content>"
        ),
    },
    "diagrams (SmartArt)": {
        "docx": word(drawn('<dgm:relIds r:dm="d"/>'), rels=(("d", "diagramData", "d.xml"),), word__d_xml=DATA),
        "pptx": show(
            frame("D", '<dgm:relIds r:dm="d"/>'), rels=relations(("d", "diagramData", "../d.xml")), ppt__d_xml=DATA
        ),
        "xlsx": on_sheet(
            '<xdr:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="d"/></a:graphicData></a:graphic></xdr:graphicFrame>',
            rels=relations(("d", "diagramData", "../d.xml")),
            xl__d_xml=DATA,
        ),
    },
    "WordArt": {
        "docx": word(p('<w:r><w:pict><v:shape><v:textpath string="zebra"/></v:shape></w:pict></w:r>')),
        "pptx": show(shape("W", a_p(a_run('b="1"')))),
        "xlsx": on_sheet(sheet_shape(a_run('b="1"'))),
        "opendocument": text_file(
            "<text:p><draw:custom-shape><text:p>zebra</text:p><draw:enhanced-geometry draw:text-path='true'/></draw:custom-shape></text:p>"
        ),
        "rtf": rtf(r"x{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv zebra}}}}\par"),
    },
    "equations": {
        "docx": word(p(EQUATION)),
        "pptx": show(shape("E", a_p(A14))),
        "xlsx": on_sheet(sheet_shape(A14)),
        "opendocument": with_object(
            '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:mtext>zebra</math:mtext></math:math>'
        ),
        "rtf": rtf(r"{\mmath{\*\moMath{\mr\mscr0\msty1 zebra}}}\par"),
    },
    "letters and signs of a symbol font": {
        "docx": word(
            p(*(f'<w:r><w:sym w:font="Agency Sans" w:char="F0{ord(letter):02X}"/></w:r>' for letter in "zebra"))
        ),
        "pptx": show(shape("Y", a_p(a_run("", PRIVATE)))),
        "xlsx": book(rich('<rFont val="Agency Sans"/>', PRIVATE)),
        "opendocument": text_file(f"<text:p>{PRIVATE}</text:p>"),
        "rtf": rtf("".join(rf"\u{ord(letter) - 0x10000}?" for letter in PRIVATE) + r"\par"),
    },
    "results of fields": {
        "docx": word(p(field("IF", run("", "ze")), run("", "bra"))),
        "pptx": show(shape("F", a_p('<a:fld type="footer"><a:t>zebra</a:t></a:fld>'))),
        "xlsx": book('<c r="A2" t="str"><f>B1</f><v>zebra</v></c>'),
        "opendocument": text_file("<text:p><text:user-defined>zebra</text:user-defined></text:p>"),
        "rtf": rtf(r"{\field{\*\fldinst IF}{\fldrslt zebra}}\par"),
    },
    "lists to choose from: the entry that shows, and the others": {
        "docx": word(
            p(
                field(
                    "FORMDROPDOWN",
                    "",
                    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="x"/><w:listEntry w:val="ze"/></w:ddList></w:ffData>',
                ),
                "bra",
            )
        ),
        "xlsx": book(
            more='<dataValidations><dataValidation type="list" sqref="A2"><formula1>"ox,zebra"</formula1></dataValidation></dataValidations>'
        ),
        "opendocument": text_file(
            "<text:p><text:drop-down><text:label text:value='zebra'/>ox</text:drop-down></text:p>"
        ),
        "rtf": rtf(
            r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffl ox}{\*\ffl zebra}}}}{\fldrslt}}\par"
        ),
    },
    "prompts and help for whoever fills in": {
        "docx": word(
            p(field("FORMTEXT", run("", "x"), '<w:ffData><w:statusText w:type="text" w:val="zebra"/></w:ffData>'))
        ),
        "pptx": show(
            rels=relations(("l", "slideLayout", "../l.xml")),
            ppt__l_xml=slide(
                shape("P", "zebra", kind="").replace('<p:ph idx="1"/>', '<p:ph idx="1" hasCustomPrompt="1"/>'),
                kind="sldLayout",
            ),
        ),
        "xlsx": book(more='<dataValidations><dataValidation sqref="A2" errorTitle="zebra"/></dataValidations>'),
        "opendocument": text_file("<text:p><text:placeholder text:description='zebra'>x</text:placeholder></text:p>"),
        "rtf": rtf(r"{\field{\*\fldinst FORMTEXT {\*\formfield{{\*\ffhelptext zebra}}}}{\fldrslt x}}\par"),
    },
    "controls of a form, with their labels": {
        "docx": word(
            p('<w:r><w:object><w:control r:id="x"/></w:object></w:r>'),
            rels=(("x", "control", "x.xml"),),
            word__x_xml=BUTTON,
        ),
        "pptx": slides_file(
            slide(shape("S", CLEAN)).replace("</p:cSld>", '<p:controls><p:control r:id="x"/></p:controls></p:cSld>'),
            parts={"ppt/slides/_rels/slide1.xml.rels": relations(("x", "control", "../x.xml")), "ppt/x.xml": BUTTON},
        ),
        "xlsx": book(
            rels=relations(("v", "vmlDrawing", "../v.xml")),
            xl__v_xml='<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape>'
            '<v:textbox><div><font>zebra</font></div></v:textbox><x:ClientData ObjectType="Button"/></v:shape></xml>',
        ),
        "opendocument": text_file(ODF_FORM.format('<form:button form:label="zebra"/>')),
    },
    "title, subject, keywords, description, category of the file": {
        "docx": word("", docProps__core_xml=CORE),
        "pptx": show(docProps__core_xml=CORE),
        "xlsx": book(docProps__core_xml=CORE),
        "opendocument": open_document(f"<text:p>{CLEAN}</text:p>", flat=True).replace(
            b"<office:automatic-styles>",
            b'<office:meta xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>zebra</dc:subject></office:meta><office:automatic-styles>',
        ),
        "rtf": rtf(r"{\info{\author x}{\doccomm zebra}}"),
    },
    "words before the numbers of a list": {
        "docx": word(
            p("x", pr='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'),
            rels=(("n", "numbering", "n.xml"),),
            word__n_xml=f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:lvlText w:val="zebra %1."/></w:lvl>'
            '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>',
        ),
        "opendocument": text_file(
            "<text:list text:style-name='L'><text:list-item><text:p>x</text:p></text:list-item></text:list>",
            styles='<text:list-style style:name="L"><text:list-level-style-number style:num-prefix="zebra "/></text:list-style>',
        ),
        "rtf": rtf(r"{\listtext\pard zebra 1.\tab}x\par"),
    },
    "words of number formats": {
        "pptx": show(
            frame("C", '<c:chart r:id="c"/>'),
            rels=relations(("c", "chart", "../c.xml")),
            ppt__c_xml=f'<c:chartSpace xmlns:c="{C}"><c:numFmt formatCode="0 &quot;zebra&quot;"/></c:chartSpace>',
        ),
        "xlsx": book('<c r="A2" s="1"><v>3</v></c>', styles=fonts(code="0 &quot;zebra&quot;")),
        "opendocument": open_document(
            f"<table:table table:name='S'><table:table-row><table:table-cell><text:p>{CLEAN}</text:p></table:table-cell>"
            "<table:table-cell office:value-type='float'><text:p>3 zebra</text:p></table:table-cell></table:table-row></table:table>",
            kind="spreadsheet",
        ),
    },
    "values that content controls are bound to, where they differ from what is stored": {
        "docx": word(
            p(
                '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/r/t"/></w:sdtPr><w:sdtContent><w:r><w:t>old</w:t></w:r></w:sdtContent></w:sdt>'
            ),
            customXml__item1_xml="<r><t>zebra</t></r>",
        ),
    },
    "text for other programs (mc:Fallback), where it differs from what is shown": {
        "docx": word(
            p(
                '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w">'
                "<w:r><w:t>new</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>zebra</w:t></w:r></mc:Fallback></mc:AlternateContent>"
            )
        ),
    },
    "files that are inserted (altChunk)": {
        "docx": word(
            '<w:altChunk r:id="i"/>', rels=(("i", "aFChunk", "i.html"),), word__i_html="<html><p>zebra</p></html>"
        ),
    },
    "large initials, with the rest of their word": {
        "docx": word(p("Z", pr='<w:framePr w:dropCap="drop"/>') + p("ebra")),
        "opendocument": text_file("<text:p>Zebra</text:p>"),
        "rtf": rtf(r"\pard\dropcapli2\dropcapt1 Z\par\pard ebra\par"),
    },
    "paragraphs whose mark is deleted or hidden, as one": {
        "docx": word(p("ze", pr=f"<w:rPr><w:del {MARK}/></w:rPr>") + p("bra")),
        "rtf": rtf(r"ze{\deleted\par}bra\par"),
    },
    "words divided by a forced line end, or by pasting": {
        "docx": word(p("a ze-", "<w:r><w:br/></w:r>", "bra")),
        "pptx": show(shape("D", a_p(a_run("", "a ze-"), "<a:br/>", a_run("", "bra")))),
        "xlsx": book(cell("A2", "a ze-\nbra")),
        "opendocument": text_file("<text:p>a ze-<text:line-break/>bra</text:p>"),
        "rtf": rtf(r"a ze-\line bra\par"),
    },
    "raised figures of notes": {
        "docx": word(p("zebra", run('<w:vertAlign w:val="superscript"/>', "1"))),
        "pptx": show(shape("R", a_p(a_run("", "zebra"), a_run('baseline="30000"', "1, 2")))),
        "xlsx": book(rich('<vertAlign val="superscript"/>', "1", before="zebra")),
        "opendocument": text_file(
            f"<text:p>zebra{span('1')}</text:p>", styles=odf_styles('style:text-position="super 58%"')
        ),
        "rtf": rtf(r"zebra{\super 1}\par"),
    },
    "hidden text, also by style": {
        "docx": word(p(run('<w:rStyle w:val="S"/>')), rels=STYLES, word__styles_xml=styled("<w:vanish/>")),
        "xlsx": book('<c r="A2" s="1" t="inlineStr"><is><t>zebra</t></is></c>', styles=fonts(code=";;;")),
        "opendocument": text_file(f"<text:p>{span()}</text:p>", styles=odf_styles('text:display="none"')),
        "rtf": rtf(r"{\v zebra}\par"),
    },
    "hidden shapes": {
        "docx": word(box(p("zebra"), 'id="1" name="x" hidden="1"')),
        "pptx": show(shape("H", "zebra", more='hidden="1"')),
        "xlsx": on_sheet(sheet_shape(a_run(""), 'hidden="1"')),
        "opendocument": text_file(
            "<text:p><draw:custom-shape draw:display='none'><text:p>zebra</text:p></draw:custom-shape></text:p>"
        ),
        "rtf": rtf(r"x{\shp{\*\shpinst{\sp{\sn fHidden}{\sv 1}}{\shptxt zebra\par}}}\par"),
    },
    "struck-out text, also by style": {
        "docx": word(p(run('<w:rStyle w:val="S"/>')), rels=STYLES, word__styles_xml=styled("<w:dstrike/>")),
        "pptx": show(shape("K", a_p(a_run('strike="dblStrike"')))),
        "xlsx": book('<c r="A2" s="1" t="inlineStr"><is><t>zebra</t></is></c>', styles=fonts("<font><strike/></font>")),
        "opendocument": text_file(
            f"<text:p>{span()}</text:p>", styles=odf_styles('style:text-line-through-type="double"')
        ),
        "rtf": rtf(r"{\striked1 zebra}\par"),
    },
    "deleted text (tracked changes)": {
        "docx": word(p(f"<w:moveFrom {MARK}><w:r><w:t>zebra</w:t></w:r></w:moveFrom>")),
        "opendocument": text_file(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>zebra</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        ),
        "rtf": rtf(r"{\deleted zebra}\par"),
    },
    "deleted and hidden rows and cells of tables in texts": {
        "docx": word(f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('zebra')}</w:tc></w:tr></w:tbl>"),
        "opendocument": text_file(
            "<table:table><table:table-row table:visibility='collapse'><table:table-cell><text:p>zebra</text:p></table:table-cell>"
            "</table:table-row></table:table>"
        ),
        "rtf": rtf(r"\trowd\cldel\cellx900\pard\intbl zebra\cell\row"),
    },
    "hidden slides": {
        "pptx": slides_file(slide(shape("S", CLEAN)), slide(shape("H", "zebra"), show='show="0"')),
        "opendocument": open_document(
            f"<draw:page><draw:custom-shape><text:p>{CLEAN}</text:p></draw:custom-shape></draw:page>"
            "<draw:page draw:style-name='h'><draw:custom-shape><text:p>zebra</text:p></draw:custom-shape></draw:page>",
            kind="presentation",
            styles='<style:style style:name="h" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>',
        ),
    },
    "hidden sheets, rows and columns of sheets": {
        "xlsx": workbook(
            {
                "S": sheet(cell("A1", CLEAN))
                .replace("<sheetData>", "<cols><col min='2' max='3' hidden='1'/></cols><sheetData>")
                .replace("</row>", f"{cell('B1', 'zebra')}</row>")
            }
        ),
        "opendocument": open_document(
            f"<table:table table:name='S'><table:table-row><table:table-cell><text:p>{CLEAN}</text:p></table:table-cell></table:table-row>"
            "<table:table-row table:visibility='filter'><table:table-cell><text:p>zebra</text:p></table:table-cell></table:table-row></table:table>",
            kind="spreadsheet",
        ),
    },
    "hidden cells that a list to choose from shows": {
        "xlsx": workbook(
            {
                "S": sheet(
                    cell("A1", CLEAN),
                    cell("A2", "zebra"),
                    more='<dataValidations><dataValidation type="list" sqref="A1"><formula1>$A$2:$A$9</formula1></dataValidation></dataValidations>',
                ).replace('<row r="2">', '<row r="2" hidden="1">')
            }
        ),
        "opendocument": open_document(
            "<table:content-validations><table:content-validation table:condition='of:cell-content-is-in-list([$S.$A$2:.$A$9])'/>"
            "</table:content-validations>"
            f"<table:table table:name='S'><table:table-row><table:table-cell><text:p>{CLEAN}</text:p></table:table-cell></table:table-row>"
            "<table:table-row table:visibility='filter'><table:table-cell><text:p>zebra</text:p></table:table-cell></table:table-row></table:table>",
            kind="spreadsheet",
        ),
    },
    "embedded objects and files of other programs": {
        "docx": word(p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="e"/></w:object></w:r>')),
        "pptx": show(frame("O", '<p:oleObj progId="Word.Document.12"/>')),
        "xlsx": book(more='<oleObjects><oleObject progId="Package" shapeId="9"/></oleObjects>'),
        "opendocument": text_file("<text:p><draw:frame><draw:object-ole/></draw:frame></text:p>"),
        "rtf": rtf(r"{\object\objemb{\*\objclass Package}{\*\objdata 01}{\result x}}\par"),
    },
    "charts and diagrams that cannot be read": {
        "docx": word(drawn('<c:chart r:id="c"/>'), rels=(("c", "chart", "c.xml"),), word__c_xml="<c:broken"),
        "pptx": show(frame("D", '<dgm:relIds r:dm="d"/>')),
        "xlsx": on_sheet('<xdr:graphicFrame><c:chart r:id="c"/></xdr:graphicFrame>'),
        "opendocument": with_object("<office:broken"),
    },
    "controls that keep their words in a way of their own": {
        "docx": word(
            p('<w:r><w:object><w:control r:id="x"/></w:object></w:r>'),
            rels=(("x", "control", "x.xml"),),
            word__x_xml=STREAM,
        ),
        "pptx": slides_file(
            slide(shape("S", CLEAN)).replace("</p:cSld>", "<p:controls><p:control/></p:controls></p:cSld>")
        ),
        "xlsx": book(more='<controls><control shapeId="9" r:id="x"/></controls>'),
        "rtf": rtf(r"{\object\objocx{\*\objdata 01}{\result x}}\par"),
    },
    "words in a font that does not tell its letters": {
        "docx": word(p(OWN)),
        "pptx": show(shape("O", OWN)),
        "xlsx": book(cell("A2", OWN)),
        "opendocument": text_file(f"<text:p>{OWN}</text:p>"),
        "rtf": rtf("".join(rf"\u{ord(letter) - 0x10000}?" for letter in OWN) + r"\par"),
    },
    "pictures that nothing is said about, alone in their paragraph, slide or sheet": {
        "docx": word(drawn("<pic:pic/>")),
        "pptx": slides_file(
            slide(shape("S", CLEAN)), slide('<p:pic><p:nvPicPr><p:cNvPr id="4" name="P"/></p:nvPicPr></p:pic>')
        ),
        "xlsx": packed({}),
        "opendocument": text_file("<text:p><draw:frame><draw:image/></draw:frame></text:p>"),
        "rtf": rtf(r"{\*\shppict{\pict\pngblip 01}}\par"),
    },
    "recordings": {
        "pptx": show(
            '<p:pic><p:nvPicPr><p:cNvPr id="4" name="P" descr="film"/><p:nvPr><a:videoFile/></p:nvPr></p:nvPicPr></p:pic>'
        ),
        "opendocument": text_file("<text:p><draw:frame><draw:plugin/></draw:frame></text:p>"),
    },
}

PICTURE = sheet_shape("", "", "pic")
ROWS["pictures that nothing is said about, alone in their paragraph, slide or sheet"]["xlsx"] = workbook(
    {"S": sheet(cell("A1", CLEAN)), "T": sheet()},
    parts={
        "xl/worksheets/_rels/sheet2.xml.rels": relations(("d", "drawing", "../d.xml")),
        "xl/d.xml": f'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{PICTURE}</xdr:wsDr>',
    },
)

GIVEN = [
    (row, kind)
    for row, answers in ANSWERS.items()
    for kind, told in zip(OFFICE, answers, strict=True)
    if told is not Answer.NOWHERE
]


def test_every_answer_of_the_table_has_a_file() -> None:
    """And no file stands where the table says that there is nothing of the kind."""
    assert [(row, kind) for row, files in ROWS.items() for kind in files] == GIVEN


@pytest.mark.parametrize(("row", "kind"), GIVEN)
def test_what_becomes_of_the_words(row: str, kind: str) -> None:
    told = ANSWERS[row][OFFICE.index(kind)]
    document = opened(ROWS[row][kind], kind, choice=Choice(is_word=lambda word: word == "zebra"))
    text = " / ".join(block.text for block in document.blocks).lower()
    assert CLEAN.lower() in text
    match told:
        case Answer.READ:
            assert (text.count("zebra"), document.notes, document.unread) == (1, (), ())
        case Answer.WITH_NOTE:
            assert (text.count("zebra"), len(document.notes), document.unread) == (1, 1, ())
            assert "were read too" in document.notes[0]
        case Answer.DROPPED:
            assert text.endswith("zebra")
        case Answer.COUNTED:
            assert ("zebra" in text, document.unread) == (False, ())
            assert document.notes[0].startswith("1 ")
            assert document.notes[0].endswith("stretch was not read")
        case Answer.NAMED:
            assert ("zebra" in text, document.notes, len(document.unread)) == (False, (), 1)
        case Answer.NOTED:
            assert ("zebra" in text, len(document.notes), document.unread) == (False, 1, ())


@pytest.mark.parametrize(
    ("row", "kind"), [(row, kind) for row, kind in GIVEN if ANSWERS[row][OFFICE.index(kind)] is Answer.NAMED]
)
def test_what_is_named_can_be_a_note(row: str, kind: str) -> None:
    """The setting ``unread`` turns kinds into notes; other kinds stay what they are."""
    raw = ROWS[row][kind]
    kinds = ("embedded", "inserted", "charts", "controls", "fonts")
    assert opened(raw, kind, choice=Choice(noted=kinds)).unread == ()
    assert len(opened(raw, kind, choice=Choice(noted=kinds)).notes) == 1
    assert len(opened(raw, kind, choice=Choice(noted=())).unread) == 1
