"""What a Sentence Transformers folder holds beside the weights: tokenizer and configuration."""

from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

MAX_TOKENS = 512
FIRST_PRIVATE = 0xE000
LAST_BASIC = 0xFFFF


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the encoder, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, special ids, and the normalisation map."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    normalisation: dict[str, str]


def tokenizer_of(vocabulary: Vocabulary) -> Tokenizer:
    """The Unigram tokenizer: `<s> … </s>`, Metaspace, and the file's normalisation map.

    The map is NFKC but for a few dozen characters, so NFKC is used with those set apart: some
    become a space, some vanish, and some that NFKC would change stay as they are.
    """
    tokenizer = Tokenizer(
        models.Unigram(list(vocabulary.pieces), unk_id=vocabulary.unknown, byte_fallback=False)
    )
    tokenizer.normalizer = _normaliser(vocabulary.normalisation)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = (vocabulary.pieces[i][0] for i in (vocabulary.bos, vocabulary.eos))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    return tokenizer


def _normaliser(mapping: dict[str, str]) -> normalizers.Normalizer:
    nfkc = normalizers.NFKC()
    removed = [char for char, to in mapping.items() if not to]
    spaced = [char for char, to in mapping.items() if to == " "]
    kept = [
        chr(code)
        for code in range(LAST_BASIC + 1)
        if not 0xD800 <= code < FIRST_PRIVATE
        and chr(code) not in mapping
        and nfkc.normalize_str(chr(code)) != chr(code)
    ]
    aside = {char: chr(FIRST_PRIVATE + number) for number, char in enumerate(kept)}
    steps: list[normalizers.Normalizer] = [
        normalizers.Replace(Regex(_any_of(removed)), ""),
        normalizers.Replace(Regex(_any_of(spaced)), " "),
        *(normalizers.Replace(char, private) for char, private in aside.items()),
        nfkc,
        *(normalizers.Replace(private, char) for char, private in aside.items()),
        normalizers.Replace(Regex(" {2,}"), " "),
        normalizers.Strip(),
    ]
    return normalizers.Sequence(steps)


def _any_of(characters: list[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(char):x}}}" for char in characters) + "]"


def configuration(
    architecture: Architecture, vocabulary: Vocabulary
) -> dict[str, dict[str, object] | list[dict[str, object]]]:
    """The JSON files of the folder, by name."""
    special = {
        "bos_token": vocabulary.bos,
        "eos_token": vocabulary.eos,
        "cls_token": vocabulary.bos,
        "sep_token": vocabulary.eos,
        "pad_token": vocabulary.pad,
        "unk_token": vocabulary.unknown,
    }
    prompts = {"query": "query: ", "document": "passage: "}
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": architecture.hidden,
            "num_hidden_layers": architecture.layers,
            "num_attention_heads": architecture.heads,
            "intermediate_size": architecture.feed_forward,
            "vocab_size": architecture.vocabulary,
            "max_position_embeddings": architecture.positions,
            "type_vocab_size": architecture.token_types,
            "layer_norm_eps": architecture.epsilon,
            "pad_token_id": vocabulary.pad,
            "torch_dtype": "float16",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            **{key: vocabulary.pieces[number][0] for key, number in special.items()},
        },
        "modules.json": [
            {
                "idx": 0,
                "name": "0",
                "path": "",
                "type": "sentence_transformers.models.Transformer",
            },
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling",
            },
            {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.models.Normalize",
            },
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": architecture.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": prompts,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
