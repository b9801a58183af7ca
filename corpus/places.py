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
    """

    path: str
    names: Mapping[Language, str]
    aliases: tuple[str, ...] = ()


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
        self._latin = re.compile(r"\b(" + "|".join(map(re.escape, latin)) + r")\b")
        self._chinese = sorted((n for n in self._names if has_han(n)), key=len, reverse=True)

    def __contains__(self, path: object) -> bool:
        return path in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __getitem__(self, path: str) -> Place:
        return self._places[path]

    def name(self, path: str, language: Language) -> str:
        """The place's name, or the path itself where it is not known."""
        return self._places[path].names[language] if path in self._places else path

    def find(self, text: str) -> tuple[str, ...]:
        """Paths of the places a text names, in the order of their first mention.

        Several paths for one ambiguous name (Suzhou) all come back.
        """
        plain = normal_form(text)
        found = [(m.start(), m[0]) for m in self._latin.finditer(plain)]
        rest = plain
        for name in self._chinese:
            start = rest.find(name)
            if start >= 0:
                found.append((start, name))
                rest = rest.replace(name, "\N{BULLET}" * len(name))
        paths = [path for _, name in sorted(found) for path in self._names[name] if path != NATION]
        return tuple(dict.fromkeys(paths))

    def resolve(self, name: str) -> tuple[str, ...]:
        """A path, or a name in either language, to the paths it can mean; empty if unknown."""
        if name in self._places:
            return (name,)
        return tuple(self._names.get(normal_form(name), ()))


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
            )
            for key, record in data.items()
        }
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{path}: {error!r}", hint='each record is ["cn/…"] with en, zh and aliases'
        ) from error
    for key in places:
        for step in ladder(key):
            if step not in places:
                raise CorpusError(
                    f"{path}: {key} stands under {step}, which is missing", hint=f'add ["{step}"]'
                )
    return Places(places)
