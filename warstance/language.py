"""Is it English? The model knows no other language, and must say so rather than label."""

import re

# Frequent English words that are not words of another European language in Latin letters.
_ENGLISH = frozenset(
    "the and to that with as his they be this from have or by not but what we when your there each which their said will would about"
    " if out many then them these some has been its than who after could our where also into because before while should".split()
)
_WORD = re.compile(r"[^\W\d_]+")

# Frequent words of its neighbours that are not English; and those that stand in names, which keep them in English ("von der Leyen").
_OTHER = frozenset(
    "les des une est dans qui que pas avec aux ont sont mais ses cette nous vous elle ils été leur entre après contre sans selon à où dit"
    " und das ist nicht mit auf für ein eine einen einem sich auch wird werden wurde haben sind nach keine zu dass ihre seine gegen bei aus wie über noch"
    " los las una por para como fue ha su sus pero más también está este esta según desde sobre y se lo con entre contra puede"
    " che non è per gli della dei delle nel nella sono anche ma più il um uma não os ao aos na pela mas het een niet dat zijn voor met naar ook werd door werde seien sagte am im zum zur ob wenn en".split()
)
_IN_NAMES = frozenset("de da do di du del dos das la le el al den der dem van von zu ter ten".split())
_LATIN = re.compile(r"[a-z]")
_NUMBER = re.compile(r"\d[\d.,:%]*")

FEWEST_WORDS = 12
"""Below this many words nothing is decided and the text counts as English."""

_ENOUGH_WORDS = 20
"""From this many on the lack of English words decides; a headline of fewer may have none, so other words must show another language."""

_LEAST_OTHER = 0.15
"""Share of words of other languages, in small letters, that makes a short text foreign."""

LEAST_SHARE = 0.03
"""Share of the listed words below which a text is foreign; English prose has 0.2 and more, a long sentence of names may have 0.04, other languages under 0.02."""

_CLEAR_SHARE = 0.1
"""Share from which nothing else is asked; between the two, words of other languages may outvote."""

_SAMPLE = 4_000


def is_english(text: str) -> bool:
    """Return whether a text is English, judged by its function words; a very short text, or a table of numbers, counts as English."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if len(words) < FEWEST_WORDS or len(_NUMBER.findall(sample)) >= len(words):
        return True
    english = sum(word.lower() in _ENGLISH for word in words)
    share = english / len(words)
    if share >= _CLEAR_SHARE:
        return True
    if share < LEAST_SHARE and len(words) >= _ENOUGH_WORDS:
        return False
    other = _count_other(words)
    return other / len(words) < _LEAST_OTHER or other <= 2 * english


def _count_other(words: list[str]) -> int:
    """Count words of other languages; not in capitals, nor behind a name, because names keep them: "Los Angeles", "Lula da Silva"."""
    count, in_name = 0, False
    for word in words:
        if in_name and word in _IN_NAMES:
            continue
        in_name = word[0].isupper()
        count += word in _OTHER or word in _IN_NAMES or not _LATIN.search(word.lower())
    return count
