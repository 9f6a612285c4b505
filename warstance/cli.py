"""The command line: arguments, streams, exit codes. The only module that prints."""

import argparse
import contextlib
import errno
import heapq
import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from warstance._version import __version__
from warstance.card import write_card
from warstance.claims import Claim, Model
from warstance.corpus import Corpus, load_corpus, parse_row
from warstance.countries import default_table
from warstance.errors import CorpusError, InputError, ModelError, TableError, WarstanceError
from warstance.exchange import TOOLS, export_rows, import_tasks, row_record
from warstance.language import is_english
from warstance.measuring import learning_curve, read_gold, score
from warstance.model import save_model
from warstance.pairs import pair_of
from warstance.paths import default_corpus, default_model, default_output
from warstance.plots import draw_plots
from warstance.readers import Article, read_articles, read_records, read_text
from warstance.report import (
    Tagged,
    article_record,
    claim_record,
    csv_header,
    csv_rows,
    html_article,
    html_head,
    html_tail,
    jsonl,
    printable,
    table_rows,
)  # fmt: skip
from warstance.stance import STANCES

OK, SOME_FAILED, USAGE, UNUSABLE, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: all inputs handled; some failed; wrong arguments; model, corpus or table missing or invalid; Ctrl-C."""

CALIBRATED = "calibrated"
"""The word that stands for the model's own `min_probability`."""

_EXAMPLES = """examples:
  predict.py article.txt                          a table of claims
  predict.py articles/ --format csv -o out.csv    every article of a folder, for a spreadsheet
  tail -f feed.jsonl | predict.py --country BY    only claims about Belarus, as they come
  predict.py feed.jsonl.gz --level article        one object for each article, none missing
  predict.py --pairs pairs.jsonl                  just these sentences and states
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if sys.stdout is None:  # the shell's `>&-`
        _say("standard output is closed; open it, or write to a file with --output and standard output to /dev/null")
        return SOME_FAILED
    try:
        status: int = arguments.run(arguments, parser)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader went away (`| head`): end quietly.
        _drop_output()
        return OK
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except (ModelError, CorpusError, TableError) as error:
        _say(str(error))
        return UNUSABLE
    except WarstanceError as error:
        _say(str(error))
        return SOME_FAILED
    except OSError as error:
        # Inputs that fail are told where they are read, so this is an output: a full disk, standard output closed.
        _say(f"cannot write{f' {error.filename}' if error.filename else ''} ({error.strerror or error}); make room, or write elsewhere")
        _drop_output()
        return SOME_FAILED


def _drop_output() -> None:
    """Send what standard output still holds nowhere, to keep the interpreter from complaining at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="warstance", description="Tag news: does a sentence assert, deny or hedge that a state joins a war?")
    parser.add_argument("--version", action="version", version=f"warstance {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    predict = commands.add_parser("predict", help="tag articles", epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    predict.add_argument(
        "inputs", nargs="*", metavar="INPUT", help="text, HTML, JSONL or CSV file, a folder of these, .gz of these; - or nothing for standard input"
    )
    predict.add_argument(
        "--format", choices=["table", "jsonl", "csv", "html"], help="default: by the name of --output, else table on a terminal, jsonl in a pipe or file"
    )
    predict.add_argument("--level", choices=["sentence", "article"], default="sentence", help="article: one JSON object for each input article, in order")
    predict.add_argument(
        "--pairs", metavar="FILE.jsonl", help="classify rows with text, country and optionally mention, start, id; prints every row back (- for standard input)"
    )
    predict.add_argument(
        "--country",
        action="append",
        metavar="CODE",
        help="only claims about this state or bloc, e.g. BY or NATO (`warstance countries` lists them); repeatable",
    )
    predict.add_argument("--countries", metavar="FILE.csv", help="add rows to the table of countries: code,names,adjectives,people,seats,leaders")
    predict.add_argument(
        "--uncertain", type=_positive, metavar="N", help="instead of claims, write the N sentences most worth labelling, as corpus rows to correct"
    )
    predict.add_argument(
        "--min-probability",
        type=_probability,
        default=0.0,
        metavar="P",
        help="0 to 1: give a claim (with --pairs: a row) whose most probable stance has less than P the stance 'unsure', and count it so in summaries;"
        f" its value stays; '{CALIBRATED}': the model's own, found in training (default: off)",
    )
    predict.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output; the file appears only when whole")
    predict.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes (default 1; -1: every core)")
    predict.add_argument("--model", metavar="FOLDER", help="a model of your own training")
    predict.add_argument("--strict", action="store_true", help="stop at the first input that fails")
    predict.add_argument("-q", "--quiet", action="store_true", help="no progress, no summary; failures are still told")
    predict.set_defaults(run=_predict)

    train = commands.add_parser("train", help="train a model from a corpus")
    train.add_argument("--corpus", action="append", metavar="FOLDER", help="a folder of *.jsonl; repeatable (default: the checkout's corpus)")
    train.add_argument("-o", "--output", metavar="FOLDER", help="where the model goes (default: models)")
    train.add_argument("--jobs", type=_jobs, default=2, metavar="N", help="processes for cross-validation; the result is the same for every N (default 2)")
    train.set_defaults(run=_train)

    evaluate = commands.add_parser("evaluate", help="score a model on labelled pairs of your own")
    evaluate.add_argument("gold", metavar="GOLD.jsonl", help="rows with text, country, value and optionally mention, start")
    evaluate.add_argument("--model", metavar="FOLDER", help="a model of your own training")
    evaluate.set_defaults(run=_evaluate)

    countries = commands.add_parser("countries", help="list the codes of states and blocs, each with its first name")
    countries.set_defaults(run=_countries)

    corpus = commands.add_parser("corpus", help="check, count, export and import labelled sentences")
    actions = corpus.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="find broken rows, near-duplicates, leaks between folds, contradictions, gaps")
    check.set_defaults(run=_corpus_check)
    stats = actions.add_parser("stats", help="tables by value, war, actor, genre, slice and tag")
    stats.add_argument("--format", choices=["table", "json"], default="table", help="default: table")
    stats.set_defaults(run=_corpus_stats)
    curve = actions.add_parser("curve", help="learning curve: models of growing parts of the corpus, scored on labelled pairs of your own")
    curve.add_argument("gold", metavar="GOLD.jsonl", help="rows with text, country, value and optionally mention, start")
    curve.set_defaults(run=_corpus_curve)
    comparison = actions.add_parser("compare", help="tables in Markdown: other families of models, and ours without each family of features, on the same folds")
    comparison.add_argument("--gold", metavar="GOLD.jsonl", help="labelled pairs of your own, on which models of the whole corpus are scored too")
    comparison.add_argument("--corpus", action="append", metavar="FOLDER", help="a folder of *.jsonl; repeatable (default: the checkout's corpus)")
    comparison.add_argument("--only", choices=["models", "features"], help="one of the two tables (default: both)")
    comparison.add_argument("--jobs", type=_jobs, default=2, metavar="N", help="processes (default 2; -1: every core)")
    comparison.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output; the file appears only when whole")
    comparison.set_defaults(run=_corpus_compare)
    for action in (check, stats, curve):
        action.add_argument("corpus", nargs="*", metavar="FOLDER", help="folders of *.jsonl (default: the checkout's corpus)")
    export = actions.add_parser("export", help="write rows for an annotation tool, their labels as predictions")
    export.add_argument("input", metavar="FILE.jsonl", help="corpus rows, e.g. from predict --uncertain; - for standard input")
    export.set_defaults(run=_corpus_export)
    importing = actions.add_parser("import", help="read what an annotation tool exported, write corpus rows")
    importing.add_argument("input", metavar="FILE", help="the tool's export; - for standard input")
    importing.set_defaults(run=_corpus_import)
    for action in (export, importing):
        action.add_argument("--tool", choices=TOOLS, default=TOOLS[0], help=f"default: {TOOLS[0]}")
        action.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output; the file appears only when whole")
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _jobs(text: str) -> int:
    try:
        if jobs := int(text):
            return jobs
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; give 1 or more, or -1 for every core")


def _probability(text: str) -> float | str:
    if text == CALIBRATED:
        return text
    try:
        if 0 <= (probability := float(text)) <= 1:
            return probability
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is neither a number from 0 to 1 nor the word '{CALIBRATED}'")


def _say(message: str) -> None:
    _Progress.clear()
    print(f"warstance: {printable(message)}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _output(name: str | None) -> Iterator[IO[str]]:
    """Give a stream to write to; a named file appears only when everything was written."""
    if name is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
        yield sys.stdout
        return
    path = Path(name)
    with _writing(name):
        # A device or a pipe (/dev/null, /dev/stdout) is written to, never replaced by a file.
        special = path.exists() and not path.is_file() and not path.is_dir()
        unfinished = path if special else Path(f"{name}.tmp")
        stream = unfinished.open("w", encoding="utf-8", errors="replace", newline="\n")
    try:
        with stream:
            yield stream
        if not special:
            with _writing(name):
                os.replace(unfinished, name)
    finally:
        if not special:
            unfinished.unlink(missing_ok=True)


@contextlib.contextmanager
def _writing(name: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{name}: cannot be written ({error.strerror}); choose another --output") from error


def _tell(failure: str, arguments: argparse.Namespace) -> None:
    """Tell of an input that failed; with --strict end there, by an exception, so that no half of an output is kept."""
    if arguments.strict:
        raise InputError(failure)
    _say(failure)


class _Progress:
    """A counter on standard error, when that is a terminal and standard output, which moves by itself, is none."""

    _on_screen = False  # of the class: whoever prints clears the line, and there is one terminal

    def __init__(self, quiet: bool) -> None:
        self._shown = sys.stderr.isatty() and not sys.stdout.isatty() and not quiet
        self._next = 0.0

    def show(self, done: int) -> None:
        if self._shown and time.monotonic() >= self._next:
            print(f"\r{done} read", end="", file=sys.stderr, flush=True)
            _Progress._on_screen = True
            self._next = time.monotonic() + 0.2

    @staticmethod
    def clear() -> None:
        """Take the counter off the screen; to be done before anything is printed, because a pipe may end on the same terminal."""
        if _Progress._on_screen:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            _Progress._on_screen = False


def _predict(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    if arguments.pairs is not None and (arguments.inputs or arguments.country or arguments.level != "sentence"):
        parser.error("--pairs goes with neither INPUT nor --country nor --level")
    if arguments.pairs is not None and arguments.format not in (None, "jsonl"):
        parser.error("--pairs prints jsonl only")
    if arguments.level == "article" and arguments.format not in (None, "jsonl"):
        parser.error("--level article prints jsonl only")
    if arguments.uncertain and (
        arguments.pairs is not None
        or arguments.country
        or arguments.level != "sentence"
        or arguments.format not in (None, "jsonl")
        or arguments.min_probability
    ):
        parser.error("--uncertain prints corpus rows; it goes with neither --pairs nor --country nor --level nor --min-probability nor another --format")
    inputs = arguments.inputs or ["-"]
    if inputs == ["-"] and arguments.pairs is None and sys.stdin.isatty():
        parser.error("give a file, or text on standard input")
    table = default_table().extended(arguments.countries) if arguments.countries else default_table()
    for text in arguments.country or ():
        if text.upper() not in table.codes:
            code = table.code_of(text)
            way_out = f"give {code}" if code else "see `warstance countries`, or add it with --countries FILE.csv"
            parser.error(f"no code {printable(text)!r} in the table of countries; {way_out}")
    model = Model.load(arguments.model, table)
    least = _least(model, arguments)
    with _output(arguments.output) as out:
        if arguments.pairs is not None:
            return _predict_pairs(model, least, arguments, out)
        if arguments.uncertain:
            return _predict_uncertain(model, inputs, arguments, out)
        return _predict_articles(model, inputs, least, arguments, out)


def _least(model: Model, arguments: argparse.Namespace) -> float:
    """Return the number that --min-probability stands for."""
    if arguments.min_probability != CALIBRATED:
        return float(arguments.min_probability)
    if model.min_probability is None:
        found = "has no calibrated min_probability: an older version made it, or its probabilities tell right from wrong too badly"
        raise ModelError(f"{arguments.model or default_model()}: the model {found}; train again with `warstance train`, or give a number")
    return model.min_probability


def _predict_pairs(model: Model, least: float, arguments: argparse.Namespace, out: IO[str]) -> int:
    failed = 0
    progress = _Progress(arguments.quiet)
    for number, (place, record) in enumerate(read_records(arguments.pairs), 1):
        row, error = ({"error": str(record)}, record) if isinstance(record, InputError) else _pair_row(model, record, least)
        if error is not None:
            failed += 1
            _tell(f"{place}: {error}", arguments)
        progress.clear()
        out.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")
        progress.show(number)
    progress.clear()
    return SOME_FAILED if failed else OK


def _pair_row(model: Model, record: dict[str, object], least: float) -> tuple[dict[str, object], InputError | None]:
    try:
        pair = pair_of(record)
        ((reading, country),) = model.readings([pair])
    except InputError as error:
        return {**record, "error": str(error)}, error
    (verdict,) = model.verdicts([(reading, country)])
    row = {
        **record,
        "stance": verdict.unless_below(least).stance,
        "value": verdict.value,
        "factuality": round(verdict.factuality, 4),
        "probability": {stance: round(p, 6) for stance, p in verdict.probability.items()},
        "cues": [cue._asdict() for cue in model.explain(reading, country, pair.text, verdict.value)],
    }
    return row, None


def _predict_uncertain(model: Model, inputs: Sequence[str], arguments: argparse.Namespace, out: IO[str]) -> int:
    failed = 0
    seen: set[str] = set()
    # (entropy, order, row): the order settles ties, so that rows are never compared.
    best: list[tuple[float, int, dict[str, object]]] = []
    progress = _Progress(arguments.quiet)
    for number, article in enumerate(read_articles(inputs), 1):
        if article.failure:
            failed += 1
            _tell(f"{article.document}: {article.failure}", arguments)
        for entropy, row in model.review(article.text):
            if row["text"] not in seen:
                seen.add(row["text"])
                item = (entropy, -len(seen), {"id": f"{article.document}:{len(seen)}", **row})
                if len(best) < arguments.uncertain:
                    heapq.heappush(best, item)
                else:
                    heapq.heappushpop(best, item)
        progress.show(number)
    progress.clear()
    out.writelines(jsonl(row for _, _, row in sorted(best, key=lambda item: item[:2], reverse=True)))
    return SOME_FAILED if failed else OK


def _predict_articles(model: Model, inputs: Sequence[str], least: float, arguments: argparse.Namespace, out: IO[str]) -> int:
    implied = _format_of(arguments.output) if arguments.level == "sentence" else None
    form = arguments.format or implied or ("table" if out is sys.stdout and out.isatty() and arguments.level == "sentence" else "jsonl")
    wanted = frozenset(text.upper() for text in arguments.country or ())
    write = _writer(form, arguments.level, out)
    read = skipped = failed = found = 0
    progress = _Progress(arguments.quiet)
    if form == "csv":
        out.write(csv_header())
    elif form == "html":
        out.write(html_head())
    for tagged in _tagged(model, read_articles(inputs), arguments.jobs):
        read += 1
        if tagged.status == "error":
            failed += 1
            _tell(f"{tagged.article.document}: {tagged.reason}", arguments)
        skipped += tagged.status == "skipped"
        claims = [claim.unless_below(least) for claim in tagged.claims if not wanted or claim.country in wanted]
        shown = tagged._replace(claims=claims)
        found += len(shown.claims)
        progress.clear()
        write(shown)
        if out is sys.stdout:
            out.flush()  # each article as it comes, for a reader at the end of a running pipe
        progress.show(read)
    progress.clear()
    if form == "html":
        out.write(html_tail())
    if not arguments.quiet and (sys.stderr.isatty() or failed or skipped):
        _say(f"{read} read, {found} claims, {skipped} skipped (not English), {failed} failed")
    return SOME_FAILED if failed else OK


def _format_of(output: str | None) -> str | None:
    """Return the format that the name of the output asks for."""
    suffix = Path(output or "").suffix.lower()
    return {".csv": "csv", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}.get(suffix)


def _writer(form: str, level: str, out: IO[str]) -> Callable[[Tagged], object]:
    if level == "article":
        return lambda tagged: out.writelines(jsonl([article_record(tagged)]))
    if form == "jsonl":
        return lambda tagged: out.writelines(jsonl(claim_record(tagged.article, claim) for claim in tagged.claims))
    if form == "csv":
        return lambda tagged: out.writelines(csv_rows(tagged))
    if form == "html":
        return lambda tagged: out.write(html_article(tagged))
    width = min(120, shutil.get_terminal_size().columns)
    return lambda tagged: out.writelines(table_rows(tagged, width))


def _tagged(model: Model, articles: Iterable[Article], jobs: int) -> Iterator[Tagged]:
    """Yield every article with its claims, in order."""
    waiting: list[Article] = []

    def texts() -> Iterator[str]:
        for article in articles:
            waiting.append(article)
            yield "" if article.failure else article.text

    for claims in model.pipe(texts(), jobs=jobs):
        yield _status(waiting.pop(0), claims)


def _status(article: Article, claims: Sequence[Claim]) -> Tagged:
    if article.failure:
        return Tagged(article, (), "error", article.failure)
    if not claims and not is_english(article.text):  # what has claims is English
        return Tagged(article, (), "skipped", "not English")
    return Tagged(article, claims, "ok", None)


def _corpus(arguments: argparse.Namespace) -> Corpus:
    return load_corpus(*(arguments.corpus or [default_corpus()]))


def _corpus_check(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from warstance.audit import check_corpus

    corpus = _corpus(arguments)
    findings = check_corpus(corpus)
    for finding in findings:
        print(f"{finding.place}: {finding.kind}: {printable(finding.message)}")
    print(f"{len(corpus.rows)} rows, {len(findings)} findings")
    return SOME_FAILED if findings else OK


def _corpus_stats(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from warstance.audit import corpus_stats

    stats = corpus_stats(_corpus(arguments))
    if arguments.format == "json":
        print(json.dumps(stats, indent=1, ensure_ascii=False))
        return OK
    for name, count in stats.pop("totals").items():
        print(f"{name:<16}{count:>7}")
    for name, table in stats.items():
        print(f"\n{name:<28}{'pairs':>7}{'claims':>8}{'of claims':>11}")
        claims = sum(row["claims"] for row in table.values()) if name != "tag" else 0
        for key, row in table.items():
            share = f"{row['claims'] / claims:.1%}" if claims else ""
            print(f"{key:<28}{row['pairs']:>7}{row['claims']:>8}{share:>11}")
    return OK


def _corpus_export(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    rows = []
    for place, record in read_records(arguments.input):
        if isinstance(record, InputError):
            raise CorpusError(f"{place}: {record}")
        rows.append(parse_row(record, place))
    with _output(arguments.output) as out:
        out.write(export_rows(rows, arguments.tool))
    return OK


def _corpus_import(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    tasks = list(import_tasks(read_text(arguments.input), arguments.tool, arguments.input))
    with _output(arguments.output) as out:
        out.writelines(jsonl(row_record(row) for row in tasks if row is not None))
    if without := tasks.count(None):
        _say(f"{without} of {len(tasks)} tasks had no annotation and were left out; annotate and submit them, then export again")
    return OK


def _corpus_curve(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    print(f"{'sentences':>9}{'pairs':>8}{'stance macro-F1':>17}{'value macro-F1':>16}")
    for point in learning_curve(_corpus(arguments), read_gold(arguments.gold)):
        print(f"{point['sentences']:>9}{point['pairs']:>8}{point['macro_f1']:>17.3f}{point['value_macro_f1']:>16.3f}", flush=True)
    return OK


def _corpus_compare(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from warstance.comparing import MODELS, ablations, compare, features_table, models_table, prepare

    with _output(arguments.output) as out:
        data = prepare(_corpus(arguments), read_gold(arguments.gold) if arguments.gold else None)
        _say(f"{len(data.values)} pairs, {len(data.vocabulary)} features, comparing")
        tables = {"models": (MODELS, models_table), "features": (ablations(data.vocabulary), features_table)}
        written, failed = [], False
        for name, (variants, table) in tables.items():
            if arguments.only not in (None, name):
                continue
            outcomes = []
            for outcome in compare(data, variants, jobs=arguments.jobs):
                outcomes.append(outcome)
                found = outcome.cross_validation
                figures = f"stance macro-F1 {found.macro_f1:.3f}, log loss {found.log_loss:.4f}" if found else f"failed ({outcome.failure})"
                _say(f"{name}: {outcome.name}: {figures}, {outcome.seconds:.0f} s")
            failed |= any(outcome.failure for outcome in outcomes)
            written.append(f"## {name.capitalize()}\n\n{table(outcomes)}")
        out.write("\n".join(written))
    return SOME_FAILED if failed else OK


def _evaluate(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    scores = score(Model.load(arguments.model), read_gold(arguments.gold))
    print(
        f"pairs {scores['pairs']}   stance macro-F1 {scores['macro_f1']:.3f}   value macro-F1 {scores['value_macro_f1']:.3f}   kappa {scores['kappa']:.3f}   ECE {scores['ece']:.3f}"
    )
    print(f"{'':8}{'precision':>10}{'recall':>8}{'F1':>8}{'pairs':>7}   predicted: {' '.join(STANCES)}")
    for (stance, row), confusion in zip(scores["per_stance"].items(), scores["confusion"], strict=True):
        print(f"{stance:8}{row['precision']:>10.3f}{row['recall']:>8.3f}{row['f1']:>8.3f}{row['pairs']:>7}   {' '.join(map(str, confusion))}")
    curve = scores["risk_coverage"]
    kept = [round(point["coverage"] * scores["pairs"]) or 1 for point in curve]
    for point, these, others in zip(curve, kept, [*kept[1:], 0], strict=True):
        if these == others:  # of few pairs, two shares may be the same pairs
            continue
        print(f"most confident {point['coverage']:.0%} (at least {point['min_probability']:.2f}): {point['error']:.1%} wrong")
    return OK


def _countries(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    for code, name in default_table().first_names().items():
        print(f"{code:<16} {name}")
    return OK


def _train(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    # scikit-learn takes seconds to import, and prediction does without it.
    from warstance.training import train

    folder = Path(arguments.output) if arguments.output else default_output()
    # Told now, not after minutes of training.
    with _writing(folder):
        there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, f"{there} is a file")
    corpus = _corpus(arguments)
    _say(f"{len(corpus.rows)} sentences, training")
    trained = train(corpus, jobs=arguments.jobs)
    save_model(folder, trained.vocabulary, trained.coef, trained.intercept, trained.metadata)
    scores = trained.metadata["cross_validation"]
    plots = draw_plots(folder, scores)
    write_card(folder, trained.metadata, plots)
    print(f"{'war':<28}{'pairs':>6}{'macro-F1':>10}")
    for war, row in scores["by_war"].items():
        print(f"{war:<28}{row['pairs']:>6}{row['macro_f1']:>10.3f}")
    print(f"{'all, by war held out':<28}{scores['pairs']:>6}{scores['macro_f1']:>10.3f}   values {scores['value_macro_f1']:.3f}   ECE {scores['ece']:.3f}")
    if not plots:
        _say("plots not drawn: matplotlib is not installed; install it with `pip install 'warstance[report]'` and train again")
    _say(f"model written to {folder}")
    return OK
