"""Packages are copied with the packed bytes of all parts but those that changed."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from langcheck.editors.zip_copy import copy_with
from langcheck.errors import UnreadableDocument
from tests.editors.word_cases import streamed


def archive(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in parts.items():
            new.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def contents(raw: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        assert opened.testzip() is None
        return [(name, opened.read(name)) for name in opened.namelist()]


def test_without_changes_the_copy_is_the_same_byte_for_byte() -> None:
    raw = archive(a="one", b="two")
    assert copy_with(raw, {}) == raw


def test_sizes_behind_the_parts_extra_fields_and_comments_are_kept() -> None:
    raw = streamed()
    assert copy_with(raw, {}) == raw


def test_a_changed_part_stays_in_its_place_and_a_new_one_comes_last() -> None:
    copy = copy_with(archive(a="one", b="two", c="three"), {"b": b"second" * 99, "d": b"new"})
    assert contents(copy) == [("a", b"one"), ("b", b"second" * 99), ("c", b"three"), ("d", b"new")]
    with zipfile.ZipFile(io.BytesIO(copy)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(2024, 5, 6, 7, 8, 10)}


def test_a_changed_part_of_a_streamed_package_has_its_size_in_front() -> None:
    raw = streamed()
    name = contents(raw)[1][0]
    copy = copy_with(raw, {name: b"changed"})
    assert dict(contents(copy))[name] == b"changed"
    with zipfile.ZipFile(io.BytesIO(copy)) as opened:
        assert opened.getinfo(name).flag_bits & 8 == 0
        assert opened.comment == b"kept"


def test_names_beyond_ascii_and_with_backslashes_are_found_and_kept() -> None:
    raw = archive(**{"wörd.xml": "a", "w/x.xml": "b"}).replace(b"w/x.xml", b"w\\x.xml")
    copy = copy_with(raw, {"wörd.xml": b"c", "w/x.xml": b"d"})
    assert [data for _, data in contents(copy)] == [b"c", b"d"]
    assert copy.count(b"w\\x.xml") == 2


def test_what_stands_before_the_package_stays_there() -> None:
    copy = copy_with(b"#!prefix\n" + archive(a="one", b="two"), {"b": b"three"})
    assert copy.startswith(b"#!prefix\nPK\x03\x04")
    assert contents(copy) == [("a", b"one"), ("b", b"three")]


def test_large_sizes_in_extra_fields_are_written_in_their_own() -> None:
    """A part may carry its sizes twice; the list of the copy holds them once and keeps the other fields."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        entry = zipfile.ZipInfo("a")
        entry.extra = struct.pack("<HHQQ", 1, 16, 3, 3) + struct.pack("<HHH", 0x6666, 2, 7)
        new.writestr(entry, "one")
    copy = copy_with(stream.getvalue(), {"b": b"two"})
    assert contents(copy) == [("a", b"one"), ("b", b"two")]
    with zipfile.ZipFile(io.BytesIO(copy)) as opened:
        assert opened.getinfo("a").extra == struct.pack("<HHH", 0x6666, 2, 7)


def test_a_part_that_stands_twice_is_not_changed() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr("a", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            new.writestr("a", "one")
    with pytest.raises(UnreadableDocument):
        copy_with(stream.getvalue(), {"a": b"two"})
