"""A text or a file to one row of an archive, as plain data; whatever a document does, it is a row and no error."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from langcheck.archive.stamps import stamp_of
from langcheck.checker import BLANK, Checker
from langcheck.errors import LangcheckError, NothingToCheck, UnreadableDocument
from langcheck.files import side_car_of
from langcheck.fingerprints import FingerprintKey, key_from
from langcheck.model import NO_BLOCK, Document, Failure, Finding, KeySource, Report, Suggestion, file_and_part
from langcheck.readers import read_raw
from langcheck.redaction import hint_unquoted, part_unquoted, redacted, unquoted
from langcheck.settings import Settings
from langcheck.tasks import checker_of

Row = dict[str, Any]
"""A row by the names of the columns; docs/archives.md says what each holds."""


class Status(Enum):
    """How much of a document was checked; the values stand in rows."""

    CHECKED = "checked"
    PARTLY = "partly"
    FAILED = "failed"
    EMPTY = "empty"
    """There is no text: a null, or nothing but blanks."""


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows of documents with equal settings; ``format`` is what texts are written in.

    With ``redact``, no word of a document stands in a row, and fingerprints and digests are made with the key of the
    settings; without one there are none, as who guesses a text could tell it by them.
    """

    settings: Settings
    format: str = "text"
    redact: bool = False

    # --- what tells whether a row still holds ---

    @property
    def stamp(self) -> str:
        """What the rows of texts carry."""
        return stamp_of(self.settings, format=self.format, redact=self.redact)

    @property
    def stamp_of_files(self) -> str:
        """What the rows of files carry."""
        return stamp_of(self.settings, format="", redact=self.redact)

    def digest(self, raw: bytes | None) -> str | None:
        """The SHA-256 of a text in UTF-8, or of bytes; with ``redact`` one that is made with the key."""
        if raw is None:
            return None
        if not self.redact:
            return hashlib.sha256(raw).hexdigest()
        key = self._key
        return None if key is None else hmac.new(key.secret, raw, "sha256").hexdigest()

    def digest_of_file(self, path: Path, raw: bytes) -> str | None:
        """The digest of the bytes of a file with those of its side-car file; None where that cannot be read."""
        side_car = side_car_of(path)
        if not side_car.exists():
            return self.digest(raw)
        try:
            return self.digest(raw + b"\0" + read_raw(side_car))
        except UnreadableDocument:
            return None

    # --- rows ---

    def of_text(self, id: str | None, raw: bytes | None) -> Row:
        """The row of a text in UTF-8; halves of surrogate pairs may stand in it."""
        digest = self.digest(raw)
        if raw is None:
            return self._row(id, Status.EMPTY, digest=digest)
        try:
            text = raw.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            failure = Failure("", "the text is not valid UTF-8", "Store it as UTF-8.")
            return self._row(id, Status.FAILED, (failure,), digest=digest)
        if not text.strip(BLANK):
            return self._row(id, Status.EMPTY, digest=digest)
        try:
            report = self._checker.check_string(text, name=_NAME, format=self.format)
        except LangcheckError:
            raise
        except Exception as error:  # noqa: BLE001  the boundary to an engine, whose log must not quote the document
            return self._row(id, Status.FAILED, (_bug(error),), digest=digest)
        return self._of_report(id, report, digest, self.stamp)

    def of_file(self, id: str, path: Path, raw: bytes | None = None) -> Row:
        """The row of a file of any format, with what is allowed in it; it may end the process, as damaged ones do.

        ``raw`` are its bytes, where they have been read.
        """
        digest, stamp = None, self.stamp_of_files
        try:
            if raw is None:
                raw = read_raw(path, limits=self.settings.limits)
            digest = self.digest_of_file(path, raw)
            document = self._checker.read_file(raw, path)
            report = self._checker.check_document(document, side_car=self._checker.side_car(path))
        except NothingToCheck as error:
            failure = Failure("", error.problem, error.hint)
            return self._row(id, Status.EMPTY, (failure,), digest=digest, stamp=stamp)
        except UnreadableDocument as error:
            failure = Failure("", error.problem, error.hint)
            return self._row(id, Status.FAILED, (failure,), digest=digest, stamp=stamp)
        except LangcheckError:
            raise
        except Exception as error:  # noqa: BLE001  as above; and one file must not end the work on a million
            return self._row(id, Status.FAILED, (_bug(error),), digest=digest, stamp=stamp)
        return self._of_report(id, report, digest, stamp)

    def failed(self, id: str | None, failure: Failure, *, digest: str | None = None, of_file: bool = False) -> Row:
        """The row of a document that could not be checked."""
        return self._row(id, Status.FAILED, (failure,), digest=digest, stamp=self.stamp_of_files if of_file else "")

    def _of_report(self, id: str | None, report: Report, digest: str | None, stamp: str) -> Row:
        if not report.documents:
            return self._row(id, Status.FAILED, report.failures, digest=digest, stamp=stamp)
        documents = {document.path: document for document in report.read}
        told = redacted(report, self._key) if self.redact else report
        return self._row(
            id,
            Status.PARTLY if report.failures else Status.CHECKED,
            [_with_part(failure, documents) for failure in report.failures],
            findings=[self._finding(finding, documents[finding.path]) for finding in told.findings],
            suppressed=len(report.suppressed),
            words=sum(checked.words or 0 for checked in report.checked),
            digest=digest,
            stamp=stamp,
        )

    def _row(
        self,
        id: str | None,
        status: Status,
        failures: Sequence[Failure] = (),
        *,
        findings: Sequence[Row] = (),
        suppressed: int = 0,
        words: int = 0,
        digest: str | None = None,
        stamp: str = "",
    ) -> Row:
        return {
            "id": None if id is None else without_surrogates(id),
            "status": status.value,
            "problem": _joined((unquoted(without_surrogates(failure.problem)) for failure in failures), "; "),
            "hint": _joined((hint_unquoted(without_surrogates(failure.hint)) for failure in failures), " "),
            "findings": list(findings),
            "suppressed": suppressed,
            "words": words,
            "digest": digest,
            "lexicon": self._checker.lexicon_version,
            "stamp": stamp or self.stamp,
        }

    def _finding(self, finding: Finding, document: Document) -> Row:
        place = finding.place
        return {
            "entry": finding.entry,
            "category": finding.category,
            "level": str(finding.level),
            "start": place.offset,
            "end": place.end_offset,
            "place": without_surrogates(place.label),
            "found": None if self.redact else without_surrogates(finding.found),
            "message": without_surrogates(finding.message),
            "because": without_surrogates(finding.because),
            "instead": finding.instead or None,
            "suggestions": [_suggestion(item, finding, document) for item in finding.suggestions],
            "fingerprint": None if self.redact and self._key is None else finding.fingerprint,
        }

    @property
    def _checker(self) -> Checker:
        return checker_of(self.settings, keep_documents=True, count_words=True)

    @property
    def _key(self) -> FingerprintKey | None:
        key = self.settings.fingerprint_key
        return key_from(key, KeySource.SETTINGS) if key else None


_NAME = "text"
"""What reports call a text that comes from no file."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """A text that UTF-8 can hold, character for character: halves of surrogate pairs are U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def _suggestion(suggestion: Suggestion, finding: Finding, document: Document) -> Mapping[str, object]:
    """A suggestion; what it replaces stands where the finding does or reaches further, and is told as the finding is."""
    start: int | None
    end: int | None
    if document.source is None or finding.block == NO_BLOCK:
        start = end = None
    else:
        region = document.blocks[finding.block].source_region(suggestion.region)
        start, end = region.start, region.end
    return {
        "text": without_surrogates(suggestion.text),
        "when": suggestion.when or None,
        "safe": suggestion.safe,
        "start": start,
        "end": end,
    }


def _with_part(failure: Failure, known: Collection[str]) -> Failure:
    """A failure of a document of which the rest was checked: its problem says which part it is about."""
    file, part = file_and_part(failure.path, known)
    about = part_unquoted(without_surrogates(part)) if file in known else "the side-car file"
    return replace(failure, problem=f"{about}: {unquoted(failure.problem)}") if about else failure


def _joined(told: Iterable[str], between: str) -> str | None:
    """What there is to say, each once."""
    return between.join(dict.fromkeys(text for text in told if text)) or None


def _bug(error: Exception) -> Failure:
    problem = f"this is our bug, not yours: {type(error).__name__}"
    return Failure("", problem, "Please report it; do not send the document.")
