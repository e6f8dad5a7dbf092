"""The commands of RTF files by what they mean to a reader of words."""

from __future__ import annotations

import re

from langcheck.model import Role

CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "line": " ",
    "lbr": " ",
    "softline": " ",
    "page": " ",
    "column": " ",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}"}
SKIPPED = frozenset(
    "author buptim colortbl comment creatim filetbl ftncn ftnsep ftnsepc aftncn aftnsep aftnsepc nonesttables "
    "nonshppict operator pict private printim revtim rxe tc tcn template shprslt txe upr xe objdata mmathPict".split()
)
BULLETS = frozenset({"listtext", "pntext"})
PROPERTIES = {
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "doccomm": "description",
    "category": "category",
}
"""What stands in the information on the document, and what a place calls it."""

GATHERED = frozenset({"fldinst", "ffl", "ffhelptext", "ffstattext", "objclass", "sn", "sv", *BULLETS, *PROPERTIES})
"""Groups whose text is no text of a paragraph but is kept until they end."""

TABLES = frozenset({"stylesheet", "fonttbl", "info"})
READ_THOUGH_STARRED = frozenset(
    "shpinst do annotation ud shptxt footnote shppict picprop formfield moMath moMathPara".split()
)
STARRED_TABLES = frozenset({*GATHERED, "formfield"})
PROPERTY_OF_EQUATION = re.compile(r"m[a-zA-Z]{1,30}Pr\Z")
PARTS_OF_EQUATIONS = frozenset("mnum mden me msub msup mlim mdeg".split())
STORIES = {
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "footer": "footer",
    "footerl": "footer",
    "footerr": "footer",
    "footerf": "footer",
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "text box",
    "dptxbxtext": "text box",
}
STORY_ROLES = {"footnote": Role.NOTE, "comment": Role.COMMENT}
AT_THE_END = frozenset({"header", "footer"})
ENDS = frozenset({"par", "sect", "cell", "nestcell", "row", "nestrow"})
TOP_OUTLINE_LEVEL = 9
