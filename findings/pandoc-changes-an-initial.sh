#!/usr/bin/env bash
# In reStructuredText, "A. Lane" below "M. Roe" becomes "N. Lane".
#
# Expected: a paragraph that begins with an initial can be taken for a list item; the specification of reStructuredText warns
#   of it, and says that an item which does not follow in order begins a new list. No letter of the source is changed.
# Happens: pandoc makes one list of both paragraphs and counts on from M, so the second person gets another initial. In HTML
#   it is <ol start="13" type="A">: the letters are gone from the text, and the browser writes N.
# Matters: witnesses and minors are named by initials in court papers. The text that a converter hands to a linter, or to a
#   reader, names somebody else, and nothing tells. docutils keeps two lists, with M and A.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 docutils==0.23
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import docutils.core
import docutils.nodes
import pypandoc

source = "M. Roe was the driver.\n\nA. Lane was found safe.\n"
plain = pypandoc.convert_text(source, "plain", format="rst").split("\n")
print("pandoc", pypandoc.get_pandoc_version(), plain)
assert plain == ["M.  Roe was the driver.", "N.  Lane was found safe.", ""], plain
tree = docutils.core.publish_doctree(source, settings_overrides={"report_level": 5})
starts = [each.get("start", 1) for each in tree.findall(docutils.nodes.enumerated_list)]
print("docutils", docutils.__version__, starts)
assert starts == [13, 1], starts
PYTHON
