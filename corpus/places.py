"""places.toml: the ladder city → province → nation, with names in both languages."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.statement import NATION, Language
from corpus.text import has_han, normal_form


@dataclass(frozen=True, slots=True)
class Place:
    """A nation, province or city.

    Attributes:
        path: `cn/guangdong/shenzhen`; municipalities stand at the second level, `cn/shanghai`.
        aliases: further names that people type, districts of it among them.
        not_in: phrases that hold one of these names by chance: 海口 in 沿海口岸.
    """

    path: str
    names: Mapping[Language, str]
    aliases: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in a text, from `start` up to `end`; several paths if it is ambiguous."""

    start: int
    end: int
    paths: tuple[str, ...]


class Places:
    """Every place we know by path and by name."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._names: dict[str, list[str]] = {}
        for place in places.values():
            names = {normal_form(name) for name in (*place.names.values(), *place.aliases)}
            for name in names:
                self._names.setdefault(name, []).append(place.path)
        latin = sorted((n for n in self._names if not has_han(n)), key=len, reverse=True)
        self._latin = re.compile(
            r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, latin)) + r")(?![a-z0-9])"
        )
        self._chinese: dict[str, list[str]] = {}
        for name in sorted(filter(has_han, self._names), key=len, reverse=True):
            self._chinese.setdefault(name[0], []).append(name)
        self._not_in = [phrase for place in places.values() for phrase in place.not_in]

    def __contains__(self, path: object) -> bool:
        return path in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of every place, in normal form."""
        return tuple(self._names)

    def __getitem__(self, path: str) -> Place:
        return self._places[path]

    def name(self, path: str, language: Language) -> str:
        """The place's name, or the path itself where it is not known."""
        return self._places[path].names[language] if path in self._places else path

    def find(self, text: str) -> tuple[str, ...]:
        """Paths of the places a text names, in the order of their first mention.

        Several paths for one ambiguous name (Suzhou) all come back. Of Chinese names that overlap,
        the one that starts first counts, and the longest of those that start there.
        """
        paths = [path for mention in self.mentions(text) for path in mention.paths]
        return tuple(dict.fromkeys(paths))

    def mentions(self, text: str) -> list[Mention]:
        """Where a text names places, in its order; positions are those of its normal form."""
        plain = normal_form(text)
        chance = self._by_chance(plain)
        found = sorted((*self._find_latin(plain), *self._find_chinese(plain, chance)))
        return [
            Mention(start, start + len(name), paths)
            for start, name in found
            if not _within(start, name, chance)
            and (paths := tuple(path for path in self._names[name] if path != NATION))
        ]

    def _by_chance(self, plain: str) -> list[tuple[int, int]]:
        """Where the text has phrases in which a place's name stands by chance."""
        return [
            (match.start(), match.end())
            for phrase in self._not_in
            if phrase in plain
            for match in re.finditer(re.escape(phrase), plain)
        ]

    def _find_latin(self, plain: str) -> Iterator[tuple[int, str]]:
        return ((match.start(), match[0]) for match in self._latin.finditer(plain))

    def _find_chinese(self, plain: str, chance: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
        start = 0
        while start < len(plain):
            name = self._chinese_name_at(plain, start)
            if name and not _within(start, name, chance):
                yield start, name
                start += len(name)
            else:
                start += 1

    def _chinese_name_at(self, plain: str, start: int) -> str:
        """The longest name that starts there; empty if none does."""
        names = self._chinese.get(plain[start], ())
        return next((name for name in names if plain.startswith(name, start)), "")

    def resolve(self, name: str) -> tuple[str, ...]:
        """A path, or a name in either language, to the paths it can mean; empty if unknown."""
        if name in self._places:
            return (name,)
        return tuple(self._names.get(normal_form(name), ()))


def _within(start: int, name: str, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start and start + len(name) <= last for first, last in spans)


def ladder(path: str) -> tuple[str, ...]:
    """From the place up to the nation: `cn/guangdong/shenzhen` → it, `cn/guangdong`, `cn`."""
    parts = path.split("/")
    return tuple("/".join(parts[:length]) for length in range(len(parts), 0, -1))


def load_places(path: Path = Path(__file__).parent / "places.toml") -> Places:
    """Read places.toml.

    Raises:
        CorpusError: missing, not TOML, or a record without both names.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        places = {
            key: Place(
                key,
                {Language.EN: record["en"], Language.ZH: record["zh"]},
                tuple(record.get("aliases", ())),
                tuple(record.get("not_in", ())),
            )
            for key, record in data.items()
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{path}: {error!r}", hint='each record is ["cn/…"] with en, zh, aliases and not_in'
        ) from error
    for key in places:
        for step in ladder(key):
            if step not in places:
                raise CorpusError(
                    f"{path}: {key} stands under {step}, which is missing", hint=f'add ["{step}"]'
                )
    return Places(places)
