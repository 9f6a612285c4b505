"""Claims to output: JSONL, CSV, a table, an HTML page."""

import csv
import html
import io
import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from warstance.claims import Claim
from warstance.readers import Article
from warstance.stance import STANCES, UNSURE

CSV_COLUMNS: Final = (
    "document", "title", "published", "country", "mention", "stance", "value", "factuality", "p_assert", "p_hedge", "p_deny", "p_none",
    "likelihood_low", "likelihood_high", "source", "sentence", "start", "end", "cues",
)  # fmt: skip
"""The columns of `--format csv`, one row a claim."""


class Tagged(NamedTuple):
    """An article and what was found in it; `status` is ok, skipped or error, `reason` says why unless ok."""

    article: Article
    claims: Sequence[Claim]
    status: str
    reason: str | None


def claim_record(article: Article, claim: Claim) -> dict[str, Any]:
    """Return the JSON object of one claim, as `--format jsonl` prints it."""
    return {"document": article.document, "title": article.title, "published": article.published, **claim.to_dict()}


def article_record(tagged: Tagged) -> dict[str, Any]:
    """Return the JSON object of one article, as `--level article` prints it."""
    article = tagged.article
    return {
        "id": article.id,
        "document": article.document,
        "title": article.title,
        "published": article.published,
        "status": tagged.status,
        "reason": tagged.reason,
        "summary": summarize(tagged.claims),
        "claims": [claim.to_dict() for claim in tagged.claims],
    }


def summarize(claims: Iterable[Claim]) -> dict[str, dict[str, Any]]:
    """Return, for each country, its leading stance, mean factuality, count of each stance, and who speaks, most frequent first.

    The leading stance is that with the largest sum of probabilities over the country's claims. Claims that are unsure
    (`Claim.unless_below`) are counted apart, under "unsure", and left out of stance and factuality while others remain.
    """
    by_country: dict[str, list[Claim]] = {}
    for claim in claims:
        by_country.setdefault(claim.country, []).append(claim)
    summary = {}
    for country in sorted(by_country):
        found = by_country[country]
        counts = Counter(claim.stance for claim in found)
        sure = [claim for claim in found if claim.stance != UNSURE]
        counted = sure or found
        sources = Counter(claim.source for claim in found if claim.source)
        summary[country] = {
            "stance": _leading(sure) if sure else UNSURE,
            "factuality": round(sum(claim.factuality for claim in counted) / len(counted), 4),
            "counts": {stance: counts[stance] for stance in (*STANCES[:3], *[UNSURE] * (UNSURE in counts))},
            "sources": [source for source, _ in sources.most_common()],
        }
    return summary


def _leading(claims: Sequence[Claim]) -> str:
    return max(STANCES[:3], key=lambda stance: sum(claim.probability[stance] for claim in claims))


def _certainty(claim: Claim) -> float:
    """Return the probability of the claim's stance, or of the stance that it would have if it were not unsure."""
    return max(claim.probability.values()) if claim.stance == UNSURE else claim.probability[claim.stance]


def jsonl(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield one line of JSON for each record."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"


def csv_header() -> str:
    """Return the header line of `--format csv`."""
    return _csv_line(CSV_COLUMNS)


def csv_rows(tagged: Tagged) -> Iterator[str]:
    """Yield one CSV line (RFC 4180) for each claim."""
    article = tagged.article
    for claim in tagged.claims:
        low, high = claim.likelihood or ("", "")
        yield _csv_line(
            [
                article.document, article.title, article.published, claim.country, claim.mention, claim.stance, claim.value,
                round(claim.factuality, 4), *(round(claim.probability[stance], 6) for stance in STANCES), low, high,
                claim.source, claim.sentence, claim.start, claim.end, "; ".join(cue.text for cue in claim.cues),
            ]
        )  # fmt: skip


def _csv_line(cells: Iterable[Any]) -> str:
    line = io.StringIO()
    # A spreadsheet runs a cell that begins so as a formula.
    guarded = (f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) and len(cell) > 1 else cell for cell in cells)
    # The writer quotes the characters of its line end only, so it must have \r too.
    csv.writer(line, lineterminator="\r\n").writerow("" if cell is None else cell for cell in guarded)
    return line.getvalue().removesuffix("\r\n") + "\n"


def printable(text: str) -> str:
    """Return text with control characters replaced, so that an article cannot steer a terminal."""
    return "".join(letter if letter.isprintable() or letter == " " else "\ufffd" for letter in text.replace("\n", " "))


def table_rows(tagged: Tagged, width: int) -> Iterator[str]:
    """Yield the lines of the table for people, at most `width` characters wide."""
    if tagged.status != "ok":
        return
    name = tagged.article.title or tagged.article.document
    yield f"\n{printable(name)}\n" if name != "-" else "\n"
    if not tagged.claims:
        yield "  no claims\n"
        return
    yield f"  {'COUNTRY':<9}{'STANCE':<8}{'VALUE':<6}{'PROB':>5}  SENTENCE\n"
    indent = " " * 32
    for claim in tagged.claims:
        lines = textwrap.wrap(printable(claim.sentence), max(30, width - len(indent)))
        yield f"  {claim.country:<9}{claim.stance:<8}{claim.value:<6}{_certainty(claim):>5.2f}  {lines[0]}\n"
        yield from (f"{indent}{line}\n" for line in lines[1:])
        notes = []
        if claim.source:
            notes.append(f"source: {printable(claim.source)}")
        if claim.likelihood:
            notes.append(f"likelihood: {claim.likelihood[0]:.0%}-{claim.likelihood[1]:.0%}")
        notes.append("cues: " + ", ".join(printable(cue.text) for cue in claim.cues if cue.weight > 0))
        yield from (f"{indent}{line}\n" for line in textwrap.wrap(f"[{'; '.join(notes)}]", max(30, width - len(indent))))


_PAGE_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>warstance</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#222}
p{white-space:pre-wrap} mark{padding:0 .15em;border-radius:.2em} .tag{font-size:.75em;font-weight:bold;margin-left:.3em}
.assert{background:#f9d0c4} .hedge{background:#fdeeb5} .deny{background:#cfe3f7} .unsure{background:#e4e4e4} .none{color:#777}
</style></head><body>
<p>Marked: <mark class="assert">assert</mark> <mark class="hedge">hedge</mark> <mark class="deny">deny</mark> that a state joins a war;
<span class="unsure">unsure</span> where none is probable enough (<code>--min-probability</code>).
Hold the pointer over a sentence for value, probability, source and cues.</p>
"""


def html_head() -> str:
    """Return what comes before the articles in the HTML page."""
    return _PAGE_HEAD


def html_tail() -> str:
    """Return what ends the HTML page."""
    return "</body></html>\n"


def html_article(tagged: Tagged) -> str:
    """Return an article with its claims marked; all text is escaped, nothing is loaded from elsewhere."""
    article = tagged.article
    parts = [f"<h2>{html.escape(article.title or article.document)}</h2>\n"]
    if tagged.status != "ok":
        parts.append(f'<p class="none">{html.escape(tagged.status)}: {html.escape(tagged.reason or "")}</p>\n')
        return "".join(parts)
    parts.append("<p>")
    at = 0
    by_sentence: dict[tuple[int, int], list[Claim]] = {}
    for claim in tagged.claims:
        by_sentence.setdefault((claim.start, claim.end), []).append(claim)
    for (start, end), claims in sorted(by_sentence.items()):
        parts.append(html.escape(article.text[at:start]))
        notes = [
            f"{claim.country} {claim.stance} ({claim.value}) {_certainty(claim):.2f}; source: {claim.source or 'not named'}; cues: {', '.join(cue.text for cue in claim.cues)}"
            for claim in claims
        ]
        parts.append(f'<mark class="{claims[0].stance}" title="{html.escape(chr(10).join(notes))}">{html.escape(article.text[start:end])}')
        parts += [f'<span class="tag {claim.stance}">{html.escape(claim.country)} {claim.stance}</span>' for claim in claims]
        parts.append("</mark>")
        at = end
    parts.append(html.escape(article.text[at:]) + "</p>\n")
    return "".join(parts)
