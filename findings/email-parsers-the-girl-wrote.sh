#!/usr/bin/env bash
# "On Tuesday the girl wrote:" is the head of an older mail, and what she wrote is cut off.
#
# Expected: the line above a quoted mail has a date with digits, or an address, and lines with ">" follow it. A sentence that ends
#   in "wrote:" without any of them introduces a quotation, as "told us:" does.
# Happens: email_reply_parser, mail-parser-reply and quotequail all end the answer before a line that begins with "On" and ends with
#   "wrote:". The quotation, and everything below it to the end of the mail, is an older mail to them.
# Matters: a statement that is passed on by mail begins like this. The victim's words, and the officer's assessment that follows
#   them, are neither checked nor kept; with "told us:" they are.
# Known for lines that only begin with "On": github/email_reply_parser#23 (closed); nothing was found about a sentence.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check email_reply_parser==0.5.12 mail-parser-reply==1.36 quotequail==0.5.4
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from importlib.metadata import version

import mailparser_reply
import quotequail
from email_reply_parser import EmailReplyParser

print({name: version(name) for name in ("email_reply_parser", "mail-parser-reply", "quotequail")})


def answers(verb):
    text = f"Dear all,\n\nOn Tuesday the girl {verb}:\n\nHe sold me.\n\nWe believe her.\n"
    unwrapped = quotequail.unwrap(text)
    return [
        EmailReplyParser.parse_reply(text).strip(),
        mailparser_reply.EmailReplyParser(languages=["en"]).parse_reply(text).strip(),
        unwrapped["text_top"] if unwrapped else text.strip(),
    ]


told, wrote = answers("told us"), answers("wrote")
print(told, wrote)
assert told == ["Dear all,\n\nOn Tuesday the girl told us:\n\nHe sold me.\n\nWe believe her."] * 3, told
assert wrote == ["Dear all,"] * 3, wrote
PYTHON
