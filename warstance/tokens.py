"""Text to tokens: lower-case words with offsets, negation kept as a word of its own.

scikit-learn's default pattern turns "won't join" into "won join" and "can't rule out" into "can rule out", which destroys this
task. Here "won't" is "will" + "not", "cannot" is "can" + "not", and a possessive is the token "'s".
"""

import re
from typing import NamedTuple

# One character for one character, so that offsets into the text stay true.
_FOLD = str.maketrans(
    {**dict.fromkeys("’‘‛ʼ´`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–—", "—"), **dict.fromkeys("‐‑−", "-"), "\u00a0": " ", "İ": "I"}
)

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,:]\d+)*|\.\.\.|[^\w\s]|_")

_IRREGULAR = {"won't": "will", "can't": "can", "shan't": "shall", "ain't": "is"}
_CLITIC = {"'s": "'s", "'ll": "will", "'re": "are", "'ve": "have", "'d": "would", "'m": "am"}

NUMBER = "0"
"""The word that stands for every number."""


class Token(NamedTuple):
    """A word in lower case and where it stands; a contraction gives two tokens that share its offsets."""

    word: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]`, with offsets into `text`.

    >>> [token.word for token in tokenize("Kyiv’s ally won't join")]
    ['kyiv', "'s", 'ally', 'will', 'not', 'join']
    """
    stop = len(text) if end is None else end
    tokens = []
    new = tuple.__new__  # half as dear as Token(…), which checks its arguments
    for match in _TOKEN.finditer(text.translate(_FOLD).lower(), start, stop):
        word = match[0]
        begin, finish = match.span()
        if word.isalpha():
            if word == "cannot":
                tokens += [Token("can", begin, finish), Token("not", begin, finish)]
            else:
                tokens.append(new(Token, (word, begin, finish)))
        elif word[0].isdigit():
            tokens.append(Token(NUMBER, begin, finish))
        elif len(word) > 1 and "'" in word:
            tokens += _split_contraction(word, begin, finish)
        else:
            tokens.append(Token(word, begin, finish))
    return tokens


def _split_contraction(word: str, start: int, end: int) -> list[Token]:
    if word.endswith("n't"):
        return [Token(_IRREGULAR.get(word, word[:-3]), start, end), Token("not", start, end)]
    cut = word.index("'")
    clitic = _CLITIC.get(word[cut:])
    if clitic is None:  # a name such as O'Brien
        return [Token(word, start, end)]
    return [Token(word[:cut], start, start + cut), Token(clitic, start + cut, end)]
