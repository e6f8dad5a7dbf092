#!/usr/bin/env bash
# The notes of an EPUB are not in pandoc's text at all, where the book keeps them out of the page-turning order.
#
# Expected: linear="no" in the spine says that a reader comes to this file by a link, not by turning pages. It is part of the
#   book, and a converter gives it, last if need be.
# Happens: pandoc reads the files with linear="yes" alone. The notes are gone, the link to them stays in the chapter, and
#   nothing is said, even with --verbose.
# Matters: publishers of accessible books mark notes just so, and notes are where the sources, the statutes and the quoted
#   words of witnesses stand. The book counts as read from cover to cover.
# Known: nothing was found about pandoc's reader; that notes must be marked so in Nordic books is in
#   nlbdev/nordic-epub3-dtbook-migrator#179.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import subprocess
import zipfile

import pypandoc

page = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    '<head><title>x</title></head><body>{}</body></html>'
)
book = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>x</dc:title>
<dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="notes" href="notes.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/><itemref idref="notes" linear="{}"/></spine></package>"""
container = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def read(linear):
    with zipfile.ZipFile("book.epub", "w") as made:
        made.writestr("mimetype", "application/epub+zip")
        made.writestr("META-INF/container.xml", container)
        made.writestr("book.opf", book.format(linear))
        made.writestr("one.xhtml", page.format('<p>She spoke.<a href="notes.xhtml">1</a></p>'))
        made.writestr("notes.xhtml", page.format("<p>1. She said that he sold her.</p>"))
        made.writestr("nav.xhtml", page.format('<nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav>'))
    command = [pypandoc.get_pandoc_path(), "book.epub", "--to=plain", "--verbose"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split("\n\n"), done.stderr


seen = {linear: read(linear) for linear in ("yes", "no")}
print("pandoc", pypandoc.get_pandoc_version(), seen)
assert seen["yes"] == (["She spoke.1", "1. She said that he sold her.\n"], ""), seen
assert seen["no"] == (["She spoke.1\n"], ""), seen
PYTHON
