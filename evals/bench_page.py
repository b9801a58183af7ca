"""A report of the bench as a page: tables, ratios, and what was aimed at."""

from collections.abc import Iterator
from pathlib import Path
from string import Template

from corpus.atomic import write_atomically
from evals.bench_report import Report
from evals.bench_runs import HUKOU, TEXTS_ALONE, Measure
from evals.peers.loop import PLAIN, SCOPED
from evals.plots import draw_bench

PAGE, IMAGE = "bench.md", "bench.svg"
_TEMPLATE = Path(__file__).parent / "bench_page.md"
_HEAD = (
    "| engine | p50 in a scope | p95 | p50 free | p95 | recall in a scope | free | MRR@10 in a scope "
    "| build | open | memory building | searching |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
)
_RATIO_HEAD = (
    "| ours | beside | passages | latency p50 | recall | build | memory searching |\n"
    "|---|---|---|---|---|---|---|"
)
_AIM_HEAD = "| aim | measured | |\n|---|---|---|"
FEW, MANY = 10_000, 100_000
_FEW_MS, _MANY_MS, _WHOLE, _BUILD_SHARE = 5.0, 15.0, 1.5, 0.8
_SETTINGS = (
    "- `HUKOU_PRECISION`: bfloat16 halves a question's embedding where the processor multiplies it in"
    " hardware; float32 is exact.\n"
    "- `HUKOU_EMBEDDER`: a larger model finds more and takes longer; its vectors take 4 bytes a number.\n"
    "- `HUKOU_ADAPTER`: the small weights that the corpus taught the packaged model are folded into its"
    " own when it loads: no time and no memory while searching.\n"
    "- `HUKOU_RERANKER`: off; a CrossEncoder reads the question with every hit anew, which takes longer"
    " than all the rest.\n"
    "- `HUKOU_HITS`: statements looked at for each answer; the search itself takes the same time.\n"
)


def write_page(report: Report, folder: Path, command: str) -> tuple[Path, Path]:
    """Write the page and its picture into a folder, each whole or not at all."""
    page_path, image_path = folder / PAGE, folder / IMAGE
    write_atomically(image_path, draw_bench(report).encode())
    write_atomically(page_path, page(report, command).encode())
    return page_path, image_path


def page(report: Report, command: str) -> str:
    """The whole page, Markdown."""
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        machine=report.machine,
        threads=report.threads,
        load=f"{report.load:.1f}",
        command=command,
        image=IMAGE,
        questions=report.questions,
        rounds=report.rounds,
        tables="\n".join(_tables(report)).strip(),
        ratios="\n".join(_ratios(report)),
        aims="\n".join(_aims(report)),
        model_seconds=f"{report.model_seconds:.1f}",
        model_rate=f"{report.building.model_rate:.0f}",
        rate=f"{report.building.rate:.0f}",
        held=f"{report.held:,}",
        encoded=f"{report.encoded:,}",
        likeness=_likeness(report),
        settings=_SETTINGS.strip(),
    )


def lines(report: Report) -> Iterator[str]:
    """What the command prints: a line for each engine and size."""
    for found in report.measures:
        head = f"{found.size:>7,} {found.engine:32}"
        if found.failed:
            yield f"{head} not measured: {found.failed}"
            continue
        scoped = found.modes[SCOPED]
        yield (
            f"{head} p50 {_ms(scoped.p50):>8}  p95 {_ms(scoped.p95):>8}  recall {scoped.recall:.2f}"
            f"  build {_seconds(found.build_seconds):>7}  memory {found.search_mb:,.0f} MB"
        )


def _tables(report: Report) -> Iterator[str]:
    for size in report.sizes:
        yield f"\n### {size:,} passages\n"
        yield _HEAD
        for engine in report.engines:
            yield _row(report.at(engine, size))


def _row(found: Measure) -> str:
    if found.failed:
        return f"| {found.engine} | not measured: {found.failed} |" + " |" * 10
    scoped, free = found.modes[SCOPED], found.modes.get(PLAIN)
    cells = [
        found.engine,
        _ms(scoped.p50),
        _ms(scoped.p95),
        _ms(free.p50) if free else "·",
        _ms(free.p95) if free else "·",
        f"{scoped.recall:.2f}",
        f"{free.recall:.2f}" if free else "·",
        f"{scoped.mrr:.2f}",
        _seconds(found.build_seconds),
        _seconds(found.open_seconds),
        f"{found.build_mb:,.0f} MB",
        f"{found.search_mb:,.0f} MB",
    ]
    return f"| {' | '.join(cells)} |"


def _ratios(report: Report) -> Iterator[str]:
    peers = [engine for engine in report.engines if engine not in (HUKOU, TEXTS_ALONE)]
    if not peers:
        yield "No peers were measured: `--peers DIR` was not given."
        return
    yield _RATIO_HEAD
    for ours in (HUKOU, TEXTS_ALONE):
        for peer in peers:
            for size in report.sizes:
                own, other = report.at(ours, size), report.at(peer, size)
                if not other.failed:
                    yield f"| {ours} | {peer} | {size:,} | {' | '.join(_ratio_cells(own, other))} |"


def _ratio_cells(own: Measure, other: Measure) -> Iterator[str]:
    ours, theirs = own.modes[SCOPED], other.modes[SCOPED]
    fastest = min(mode.p50 for mode in other.modes.values())
    best = max(mode.recall for mode in other.modes.values())
    yield f"{ours.p50 / theirs.p50:.2f} ({ours.p50 / fastest:.2f})"
    yield f"{_over(ours.recall, theirs.recall)} ({_over(ours.recall, best)})"
    yield f"{own.build_seconds / other.build_seconds:.2f}"
    yield f"{own.search_mb / other.search_mb:.2f}"


def _over(own: float, other: float) -> str:
    return f"{own / other:.2f}" if other else "·"


def _aims(report: Report) -> Iterator[str]:
    yield _AIM_HEAD
    for size, aim in ((FEW, _FEW_MS), (MANY, _MANY_MS)):
        for engine in (HUKOU, TEXTS_ALONE) if size in report.sizes else ():
            p50 = report.at(engine, size).modes[SCOPED].p50
            words = f"{engine}: search without the embedding at {size:,}, p50 ≤ {aim:.0f} ms"
            yield _aim(words, _ms(p50), is_met=p50 <= aim)
    for whole in report.wholes:
        words = f"whole search ≤ {_WHOLE} × the embedding alone, at {whole.size:,}"
        figures = f"{whole.ratio:.2f} × ({_ms(whole.search)} by {_ms(whole.embedding)})"
        yield _aim(words, figures, is_met=whole.ratio <= _WHOLE)
    for size in report.sizes:
        share = _build_share(report, size)
        words = f"building ≥ {_BUILD_SHARE:.0%} of the model's own rate, at {size:,}"
        yield _aim(words, f"{share:.0%}", is_met=share >= _BUILD_SHARE)
    for whole in report.wholes:
        words = f"one passage changed at {whole.size:,}: that one is embedded again"
        figures = f"{whole.reindex_texts} in {_seconds(whole.reindex_seconds)}"
        yield _aim(words, figures, is_met=whole.reindex_texts == 1)


def _build_share(report: Report, size: int) -> float:
    """Measured at the smallest size, else from the model's rate and the index's own seconds."""
    building = report.building
    if size == building.passages:
        return building.rate / building.model_rate
    encoding = size / building.model_rate
    return encoding / (encoding + report.at(TEXTS_ALONE, size).build_seconds)


def _aim(words: str, figures: str, *, is_met: bool) -> str:
    return f"| {words} | {figures} | {'met' if is_met else 'not met'} |"


def _likeness(report: Report) -> str:
    if report.likeness is None:
        return "None was derived in this run."
    encoded, derived = report.likeness.encoded, report.likeness.derived
    spread = [f"{middle:.3f} ({low:.3f} to {high:.3f})" for middle, low, high in (encoded, derived)]
    return (
        f"Cosine to the nearest other generated passage, median (5 % to 95 %): the model's {spread[0]},"
        f" as many derived {spread[1]}."
    )


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.1f} ms" if milliseconds < 100 else f"{milliseconds:.0f} ms"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:.0f} s"
