"""Metrics: plain functions of a case and its outcome; None where a metric does not apply."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from corpus.places import ladder
from corpus.statement import Language
from corpus.text import has_han, number_words, numbers
from evals.case import DECIDES, Case, Points
from evals.patterns import says
from evals.ranking import meets, retrieval_scores
from evals.result import Json, Outcome

FindPlaces = Callable[[str], tuple[str, ...]]
_SPOKEN = ("fact", "computed", "note")
_ECHOED = re.compile(r"“[^”]*”")
_STALE = ("superseded", "repealed")


def cited_locators(reply: Json) -> list[str]:
    """Every source cited, as in the corpus: `eeal-2012:39(2)`."""
    return [
        source["instrument"] + (f":{source['locator']}" if source["locator"] else "")
        for citation in reply["citations"]
        for source in citation["sources"]
    ]


def citation_recall(reply: Json, wanted: Mapping[str, int]) -> float | None:
    """Share of the deciding rules (grade 2) that the reply cites. Empty: none decides, None.

    Source: Gao et al., "Enabling large language models to generate text with citations", 2023;
    there judged by entailment, here by the article.
    """
    deciding = [w for w, grade in wanted.items() if grade == DECIDES]
    if not deciding:
        return None
    cited = cited_locators(reply)
    return _mean(any(meets(c, w) for c in cited) for w in deciding)


def citation_precision(reply: Json, wanted: Mapping[str, int]) -> float | None:
    """Share of citations that stand on a rule named by the case. Empty: no citation, None."""
    if not wanted or not reply["citations"]:
        return None
    return _mean(
        any(meets(c, w) for c in cited_locators({"citations": [citation]}) for w in wanted)
        for citation in reply["citations"]
    )


def citations_exist(reply: Json, passages: Mapping[str, str]) -> float | None:
    """Share of citations whose passage is held. Empty: no citation, None."""
    if not reply["citations"]:
        return None
    return _mean(c["passage_id"] in passages for c in reply["citations"])


def quotes_exact(reply: Json, passages: Mapping[str, str]) -> float | None:
    """Share of quotes that stand in their passage just where they say. Empty: None."""
    if not reply["citations"]:
        return None
    return _mean(
        passages.get(c["passage_id"], "")[c["start"] : c["end"]] == c["quote"] != ""
        for c in reply["citations"]
    )


def sentence_coverage(reply: Json) -> float | None:
    """Share of facts and computed dates that carry a citation. Empty: no such sentence, None."""
    facts = [s for s in reply["sentences"] if s["role"] in ("fact", "computed")]
    return _mean(bool(s["citations"]) for s in facts) if facts else None


def figures_found(reply: Json, find_places: FindPlaces) -> float | None:
    """Share of facts whose every number and place is in what they cite. Empty: None."""
    quotes = {c["number"]: c for c in reply["citations"]}
    facts = [s for s in reply["sentences"] if s["role"] == "fact"]
    return _mean(_borne_out(s, quotes, find_places) for s in facts) if facts else None


def _borne_out(sentence: Json, quotes: Mapping[int, Json], find_places: FindPlaces) -> bool:
    text = sentence["text"]
    cited = " ".join(quotes[n]["quote"] for n in sentence["citations"] if n in quotes)
    if not _numbers(text) <= _numbers(cited) | _words(cited):
        return False
    return set(find_places(text)) <= set(find_places(cited))


def _language(text: str) -> Language:
    return Language.ZH if has_han(text) else Language.EN


def _numbers(text: str) -> frozenset[str]:
    return numbers(text, _language(text))


def _words(text: str) -> frozenset[str]:
    return number_words(text, _language(text))


def spoken(reply: Json, status: str | None = None) -> list[str]:
    """What a reply says of the matter: facts, computed dates and notes, less words of the question in them.

    Args:
        reply: as JSON.
        status: only the sentences of this group.
    """
    return [
        s["text"] if s["citations"] else _ECHOED.sub("", s["text"])
        for s in reply["sentences"]
        if s["role"] in _SPOKEN and (status is None or (s["group"] or {}).get("status") == status)
    ]


def points_said(texts: Iterable[str], patterns: Sequence[str]) -> float | None:
    """Share of key points that some sentence holds. Empty: no point, None."""
    texts = list(texts)
    if not patterns:
        return None
    return _mean(any(says(text, pattern) for text in texts) for pattern in patterns)


def kind_right(case: Case, reply: Json) -> float:
    """1 where the reply is of a kind that the case allows, and a refusal gives a fit reason."""
    if reply["kind"] not in case.expect:
        return 0.0
    if reply["kind"] == "refusal" and case.reason:
        return float(reply["refusal"]["reason"] in {reason.value for reason in case.reason})
    return 1.0


def scope_right(case: Case, reply: Json) -> float | None:
    """1 where status and place of the reply are those expected. Empty: none expected, None."""
    if case.scope is None:
        return None
    wanted = case.scope
    right = [
        wanted.status is None or reply["scope"]["status"] == wanted.status.value,
        wanted.place is None or reply["scope"]["place"] == wanted.place,
    ]
    return float(all(right))


def locality(case: Case, reply: Json) -> float | None:
    """1 where every citation holds for the place, and a local question has a local citation.

    Empty: nothing cited, None.
    """
    if not reply["citations"] or reply["kind"] == "refusal":
        return None
    allowed = ladder(reply["scope"]["place"])
    cited = {c["place"] for c in reply["citations"]}
    home = case.turns_on.partition("#")[0].rpartition("/")[0] if "#" in case.turns_on else "cn"
    return float(cited <= set(allowed) and (home == "cn" or home in cited))


def currency(case: Case, reply: Json) -> float | None:
    """1 where each fact stands on a rule in force that day, or one that the case asks for.

    A rule since replaced may stand beside the one in force, never alone. Empty: None.
    """
    if not reply["citations"] or reply["kind"] == "refusal":
        return None
    sources = [s for c in reply["citations"][:1] for s in c["sources"]]
    if not sources:
        return 1.0
    locators = cited_locators({"citations": reply["citations"][:1]})
    asked = any(meets(c, w) for c in locators for w in case.locators)
    return float(asked or any(s["status"] not in _STALE for s in sources))


def senses_right(case: Case, reply: Json) -> float | None:
    """1 where every group of a clarification answers for its own status alone.

    Each status named by the case has sentences of its own, on its own rule, with its key points,
    without those of another, cited to passages that hold for it. Empty: no groups expected, None.
    """
    if not case.groups:
        return None
    if reply["kind"] != "clarification":
        return 0.0
    return _mean(
        _group_right(status.value, points, reply) for status, points in case.groups.items()
    )


def _group_right(status: str, points: Points, reply: Json) -> bool:
    sentences = [s for s in reply["sentences"] if (s["group"] or {}).get("status") == status]
    numbers_cited = {n for s in sentences for n in s["citations"]}
    citations = [c for c in reply["citations"] if c["number"] in numbers_cited]
    texts = [s["text"] for s in sentences]
    cited = cited_locators({"citations": citations})
    return (
        bool(sentences)
        and all(not c["statuses"] or status in c["statuses"] for c in citations)
        and (not points.locators or any(meets(c, w) for c in cited for w in points.locators))
        and points_said(texts, points.vital) in (None, 1.0)
        and not points_said(texts, points.must_not)
    )


def crag(case: Case, reply: Json, scores: Mapping[str, float]) -> float:
    """+1 right, 0 missing, −1 wrong.

    Right: a kind expected and, of an answer, every vital point and nothing that must not be said.
    Wrong: something that must not be said, an answer to what is not held, or an answer without a
    single vital point. Missing: all else (a refusal, a question back, half an answer).

    Source: Yang et al., "CRAG – Comprehensive RAG benchmark", NeurIPS 2024.
    """
    if scores.get("must_not_said", 0.0):
        return -1.0
    if reply["kind"] == "refusal":
        return 1.0 if scores["kind_right"] else 0.0
    if set(case.expect) == {"refusal"}:
        return -1.0 if reply["kind"] == "answer" else 0.0
    if reply["kind"] == "clarification":
        group = scores.get("senses_right", 1.0)
        return group if reply["kind"] in case.expect else 0.0
    vital = scores.get("vital_points", 1.0)
    if "answer" not in case.expect:
        return 0.0
    return 1.0 if vital == 1.0 else (-1.0 if vital == 0.0 else 0.0)


def cited_statements(reply: Json) -> frozenset[str]:
    """Ids of the statements cited, without their language."""
    return frozenset(re.sub(r"\.(en|zh)$", "", c["passage_id"]) for c in reply["citations"])


def agreement(replies: Sequence[Json]) -> float | None:
    """Mean overlap (Jaccard) of the statements cited, over all pairs. Empty: under two, None."""
    if len(replies) < 2:
        return None
    sets = [cited_statements(reply) for reply in replies]
    return _mean(_jaccard(a, b) for a, b in combinations(sets, 2))


def score(
    case: Case, outcome: Outcome, passages: Mapping[str, str], find_places: FindPlaces
) -> dict[str, float]:
    """Every metric of one case that applies to it."""
    reply = outcome.reply
    scores: dict[str, float] = dict(retrieval_scores(case, outcome))
    found: dict[str, float | None] = {
        "citations_exist": citations_exist(reply, passages),
        "quotes_exact": quotes_exact(reply, passages),
        "sentence_coverage": sentence_coverage(reply),
        "figures_found": figures_found(reply, find_places),
        "kind_right": kind_right(case, reply),
        "scope_right": scope_right(case, reply),
        "locality": locality(case, reply),
        "currency": currency(case, reply),
        "senses_right": senses_right(case, reply),
        "must_not_said": points_said(spoken(reply), case.must_not),
    }
    if "answer" in case.expect:
        found["citation_recall"] = citation_recall(reply, case.locators)
        found["citation_precision"] = citation_precision(reply, case.locators)
        found["vital_points"] = points_said(spoken(reply), case.vital)
        found["okay_points"] = points_said(spoken(reply), case.okay)
    if set(case.expect) == {"refusal"}:
        found["wrong_answer_to_not_held"] = float(reply["kind"] == "answer")
    if "refusal" not in case.expect:
        found["needless_refusal"] = float(reply["kind"] == "refusal")
    scores |= {name: value for name, value in found.items() if value is not None}
    scores["crag"] = crag(case, reply, scores)
    return scores


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _mean(values: Iterable[bool | float]) -> float:
    found = [float(value) for value in values]
    return sum(found) / len(found) if found else 0.0
