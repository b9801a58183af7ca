"""One check for each kind of claim: the reason why a passage does not bear it out, or ""."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from assistant.support_bounds import Bound
from assistant.support_claims import Claim, Evidence, borne_out
from assistant.support_denials import check_denial
from assistant.support_figures import Figure
from assistant.support_lexicon import concepts, is_exchanged
from assistant.support_likeness import check_likeness
from assistant.support_names import is_among, laws_in
from assistant.support_operators import Force, Operator
from assistant.support_words import align, speak_of_different_things
from corpus.statement import Language
from corpus.text import has_han, normal_form

Check = Callable[[Claim, Evidence], str]

MOST_FOREIGN = 0.5  # of the words that nothing bears out, where the passage is in another language
_ONES_CHILD = re.compile(r"\b[Yy]our (?:child|son|daughter|bab|kid)|[您你]的?(?:孩子|娃|儿子|女儿)")
SMALL = 2  # "two": counts what a sentence lists, is no figure of a rule


def check_numbers(claim: Claim, evidence: Evidence) -> str:
    """Every number with its unit stands in a passage, and none in place of another."""
    given = [f for each in evidence.figures.values() for f in each]
    for figure in claim.figures.figures:
        if not _same_as(figure, given) and not _counts_nothing(figure, claim.text):
            return f"no passage says {figure}"
    own = evidence.figures.get(claim.chinese, ())
    claimed, held = Counter(map(_key, claim.figures.figures)), Counter(map(_key, own))
    more = [key for key in claimed if 0 < held[key] < claimed[key]]
    if more and held - claimed:
        return f"{more[0][0]:g} in place of another number"
    return ""


def _counts_nothing(figure: Figure, text: str) -> bool:
    spelled = re.search(rf"(?<![\d.]){figure.number:g}(?![\d.])", text)
    return figure.unit in ("", "person") and figure.number <= SMALL and not spelled


def _key(figure: Figure) -> tuple[float, str]:
    return figure.value, figure.unit


def _same_as(figure: Figure, given: Iterable[Figure]) -> list[Figure]:
    """Those of its number and unit; one without a unit only where no other has the number."""
    alike = [other for other in given if other.number == figure.number]
    if not figure.unit:
        return alike
    same = [other for other in given if _key(other) == _key(figure)]
    return same or ([] if any(other.unit for other in alike) else alike)


def check_bounds(claim: Claim, evidence: Evidence) -> str:
    """A least is not said to be a most, nor a limit to be exact."""
    every = [f for each in evidence.figures.values() for f in each]
    own = evidence.figures.get(claim.chinese, ())
    for figure in claim.figures.figures:
        bounds = {f.bound for f in _same_as(figure, own) or _same_as(figure, every)}
        if figure.bound is not Bound.NONE:
            bounds |= {f.bound for f in _same_as(figure, every)}
        if claim.chinese not in evidence.texts:
            bounds |= _as_translated(bounds)
        if bounds and not _fits(figure.bound, bounds):
            return f"the passage does not say {figure}"
        sides = {f.side for f in _same_as(figure, every)}
        if figure.side and figure.side not in sides and claim.chinese in evidence.texts:
            return f"the passage does not say {figure} {figure.side}"
    claimed, held = _limits(claim.figures.figures), _limits(own)
    for key, bound in claimed:
        less = [b for k, b in held if k == key and held[k, b] > claimed[k, b]]
        if less and claimed[key, bound] > held[key, bound]:
            return f"{bound} in place of {less[0]} {key[0]:g} {key[1]}"
    return ""


def _as_translated(bounds: set[Bound]) -> set[Bound]:
    """Bounds that the other language may write: a 24-hour duty for one within 24 hours."""
    near = {Bound.AT_LEAST: Bound.MORE, Bound.MORE: Bound.AT_LEAST, Bound.AT_MOST: Bound.LESS, Bound.LESS: Bound.AT_MOST}  # fmt: skip
    return {Bound.NONE} | {near[bound] for bound in bounds if bound in near}


def _limits(figures: Iterable[Figure]) -> Counter[tuple[tuple[float, str], Bound]]:
    return Counter((_key(f), f.bound) for f in figures if f.bound in _LIMITS)


_LIMITS = frozenset({Bound.AT_LEAST, Bound.MORE, Bound.AT_MOST, Bound.LESS})


def _fits(bound: Bound, given: set[Bound]) -> bool:
    if bound in (Bound.NONE, Bound.AT_LEAST) and Bound.REACHED in given:
        return True
    near = {Bound.NONE, Bound.AT_LEAST} if bound is Bound.REACHED else set()
    return bound in given or bool(near & given)


def check_dates(claim: Claim, evidence: Evidence) -> str:
    """Every date stands in a passage, as it is or more exactly."""
    for date in sorted(claim.figures.dates):
        if not any(given == date or given.startswith(date + "-") for given in evidence.dates):
            return f"no passage says {date}"
    return ""


def check_names(kind: str) -> Check:
    """A check that every name of a kind is one that a passage gives."""

    def check(claim: Claim, evidence: Evidence) -> str:
        given = evidence.names[kind]
        missing = sorted(n for n in claim.names[kind] if not is_among(n, given))
        if kind == "term":  # 特大、超大城市 names two
            texts = " ".join(evidence.texts.values())
            missing = [name for name in missing if name[:2] not in texts]
        return f"no passage names {missing[0]}" if missing else ""

    return check


def check_concepts(kind: str) -> Check:
    """A check that every word of the lexicon of a kind is one that a passage bears out."""
    wanted = frozenset(c.name for c in concepts() if c.kind == kind)

    def check(claim: Claim, evidence: Evidence) -> str:
        given = evidence.concepts_for(chinese=claim.chinese)
        missing = sorted((claim.concepts & wanted) - given)
        return f"no passage speaks of {missing[0]}" if missing else ""

    return check


def check_exchange(claim: Claim, evidence: Evidence) -> str:
    """No concept stands in place of another, such as the worker for the employer."""
    if claim.chinese not in evidence.texts:
        return ""  # a translation has its own words for them
    new = claim.concepts - evidence.said_by_any - evidence.of_status
    gone = evidence.borne_out_by_all - borne_out(claim.text) if new else frozenset()
    if _ONES_CHILD.search(claim.text):
        gone -= {"parent"}  # the reader is one
    pairs = [(one, other) for one in sorted(new) for other in sorted(gone)]
    return next((f"{a} in place of {b}" for a, b in pairs if is_exchanged(a, b)), "")


def check_force(claim: Claim, evidence: Evidence) -> str:
    """Must, may, must not and need not are those of the passage."""
    own = evidence.operators.get(claim.chinese, ())
    any_language = own if claim.chinese in evidence.texts else evidence.operators[not claim.chinese]
    claimed, given = (
        Counter(o.force for o in claim.operators),
        Counter(o.force for o in any_language),
    )
    governed: dict[str, set[Force]] = {}
    for operator in own:
        governed.setdefault(operator.word, set()).add(operator.force)
    for operator in claim.operators:
        if operator.force is Force.NOT:
            continue
        if not _is_allowed(operator, evidence.forces) and not _is_mild(operator, claim, given):
            return f"no passage says that something {operator.force}"
        forces = governed.get(operator.word, set())
        if operator.word and forces and not _is_allowed(operator, forces):
            return f"the passage does not say {operator.force} of {operator.word}"
    strictly = Counter(
        o.force for o in claim.operators if o.force is not Force.MUST or not o.is_mild
    )
    return _swapped(strictly, claimed, given)


def _is_allowed(operator: Operator, given: Iterable[Force]) -> bool:
    if operator.force is Force.MUST_NOT:
        return bool({Force.MUST_NOT, Force.NOT} & set(given))
    if operator.force is Force.NEED_NOT:
        return bool({Force.NEED_NOT, Force.NOT} & set(given))
    return operator.force in given


def _is_mild(operator: Operator, claim: Claim, given: Counter[Force]) -> bool:
    """Whether it is "can" or "takes" for a plain statement, in place of no other force."""
    if not operator.is_mild:
        return False
    claimed = Counter(o.force for o in claim.operators)
    if operator.force is Force.MUST:
        return claimed[Force.MAY] >= given[Force.MAY]
    return claimed[Force.MUST] >= given[Force.MUST] and not claim.concepts & _PENALTIES


_PENALTIES = frozenset(c.name for c in concepts() if c.kind == "outcome")


def _swapped(strictly: Counter[Force], claimed: Counter[Force], given: Counter[Force]) -> str:
    """The force that stands in place of another: one more than given where the other is one less."""
    for more in (Force.MUST, Force.MAY, Force.NEED_NOT, Force.MUST_NOT):
        for less in (Force.MUST, Force.MAY, Force.NEED_NOT, Force.MUST_NOT):
            if strictly[more] > given[more] and claimed[less] < given[less]:
                return f"{more} in place of {less}"
    return ""


def check_laws(claim: Claim, evidence: Evidence) -> str:
    """A law that is named by its name is one of those that the passage names or stands on."""
    given = normal_form(" ".join((*evidence.texts.values(), evidence.titles)))
    for name in laws_in(claim.text):
        parts = [name[i : i + 2] for i in range(len(name) - 2)] if has_han(name) else name.split()
        if sum(part in given for part in parts) * 2 < len(parts):
            return f"no passage names {name}"
    return ""


def check_words(claim: Claim, evidence: Evidence) -> str:
    """Nothing of substance was added, and it is of this passage that it speaks."""
    own = evidence.texts.get(claim.chinese)
    language = Language.ZH if claim.chinese else Language.EN
    if own and speak_of_different_things(claim.text, own, language):
        return "hardly a word of it stands in the passage"
    found = align(claim.text, tuple(evidence.texts.values()), evidence.titles, evidence.words)
    if claim.chinese in evidence.texts:
        return f"no passage speaks of {', '.join(found.novel[:4])}" if found.is_invented else ""
    return (
        f"little of it stands in the passage: {', '.join(found.novel[:4])}"
        if found.share > MOST_FOREIGN
        else ""
    )


_NAMED = ("place", "permit", "visa", "title", "article", "decree", "term")
_SPOKEN = ("status", "role", "paper", "outcome", "procedure", "manner", "frequency", "instrument")

CHECKS: Mapping[str, Check] = {
    "number": check_numbers,
    "date": check_dates,
    "bound": check_bounds,
    **{kind: check_names(kind) for kind in _NAMED},
    "law": check_laws,
    **{kind: check_concepts(kind) for kind in _SPOKEN},
    "exchange": check_exchange,
    "force": check_force,
    "denial": check_denial,
    "likeness": check_likeness,
    "word": check_words,
}
