"""A reranker changes the order of the best hits, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from assistant.wiring import Knowledge
from corpus.statement import Language, Scope, Status
from index.errors import WeightsUnusable
from index.reranker import CrossEncoderReranker, reranked
from index.retriever import Hit, Query

SCOPE = Scope("cn", Status.FOREIGNER, date(2026, 11, 22))


class Backwards:
    """Takes the last for the best."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        return list(range(len(texts)))


def _hits(small: Knowledge) -> list[Hit]:
    found = small.retriever.search(Query("register where you stay", SCOPE), Language.EN)
    assert len(found) > 2
    return found


def test_the_order_is_the_rerankers_and_the_scores_stay_in_their_places(small: Knowledge) -> None:
    hits = _hits(small)
    again = reranked(Backwards(), "register", hits)

    assert [h.passage.id for h in again] == [h.passage.id for h in reversed(hits)]
    assert [h.score for h in again] == [h.score for h in hits]


def test_an_exact_hit_stays_first(small: Knowledge) -> None:
    hits = _hits(small)
    exact = [replace(hits[0], exact=True), *hits[1:]]

    assert reranked(Backwards(), "register", exact)[0] == exact[0]


def test_no_question_leaves_the_order(small: Knowledge) -> None:
    hits = _hits(small)

    assert reranked(Backwards(), " ", hits) == hits


def test_a_cross_encoder_of_a_folder_scores_pairs(tmp_path: Path) -> None:
    words = Tokenizer(models.WordLevel({"[UNK]": 0, "[PAD]": 1, "a": 2, "b": 3}, "[UNK]"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    pieces = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # theirs
        tokenizer_object=words, unk_token="[UNK]", pad_token="[PAD]"
    )
    pieces.save_pretrained(tmp_path)
    config = BertConfig(
        vocab_size=4,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        pad_token_id=1,
        initializer_range=0.3,  # far apart: no rounding makes two scores one
    )
    torch.manual_seed(0)
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(tmp_path)

    scores = CrossEncoderReranker(str(tmp_path)).scores("a", ["a b", "b b a", "b"])

    assert len(scores) == 3
    assert len({round(score, 3) for score in scores}) == 3


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsUnusable, match="nowhere"):
        CrossEncoderReranker(str(tmp_path / "nowhere"))
