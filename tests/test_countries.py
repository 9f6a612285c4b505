"""Text to mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warstance.countries import CODE, KINDS, CountryTable, default_table, find_mentions
from warstance.errors import TableError


def found(text, table=None):
    return [(text[m.start : m.end], m.country) for m in find_mentions(text, table)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # ambiguous forms
        ("Georgia mobilised while Georgia Tech won.", [("Georgia", "GE")]),
        ("Voters in south Georgia stayed home.", []),
        ("Jordan waited; Michael Jordan scored.", [("Jordan", "JO")]),
        ("The Jordan River rose.", []),
        ("Turkey may fight over a cold turkey.", [("Turkey", "TR")]),
        ("Chad Smith drummed; Chad marched.", [("Chad", "TD")]),
        (
            "Guinea, Papua New Guinea, Equatorial Guinea, Guinea-Bissau",
            [("Guinea", "GN"), ("Papua New Guinea", "PG"), ("Equatorial Guinea", "GQ"), ("Guinea-Bissau", "GW")],
        ),
        ("The Democratic Republic of the Congo fights.", [("Democratic Republic of the Congo", "CD")]),
        ("The Republic of the Congo waits.", [("Republic of the Congo", "CG")]),
        ("Congo-Brazzaville is not DR Congo.", [("Congo-Brazzaville", "CG"), ("DR Congo", "CD")]),
        ("North Korea shells South Korea.", [("North Korea", "KP"), ("South Korea", "KR")]),
        ("North Koreans fled Korea.", [("North Koreans", "KP"), ("Korea", "KR")]),
        ("Washington will fight, the Washington Post wrote.", [("Washington", "US")]),
        ("George Washington crossed a river.", []),
        ("Niger fights Nigeria, Nigerien fights Nigerian.", [("Niger", "NE"), ("Nigeria", "NG"), ("Nigerien", "NE"), ("Nigerian", "NG")]),
        ("The Niger Delta flooded.", []),
        ("Raids in the West Bank went on.", [("West Bank", "PS")]),
        ("The West hesitates.", [("The West", "WEST")]),
        ("the West, the West Bank, the West Coast", [("the West", "WEST"), ("West Bank", "PS")]),
        ("Western Sahara and the Western powers", [("Western Sahara", "EH"), ("Western powers", "WEST")]),
        ("Sahrawi forces, the Falklands, Tuvalu, Greenlandic ice", [("Sahrawi", "EH"), ("Falklands", "FK"), ("Tuvalu", "TV"), ("Greenlandic", "GL")]),
        # possessives, apostrophes, full stops, capitals
        ("Jordan's king and Turkey’s navy", [("Jordan", "JO"), ("Turkey", "TR")]),
        ("Côte d'Ivoire waits.", [("Côte d'Ivoire", "CI")]),
        ("Côte d’Ivoire waits.", [("Côte d’Ivoire", "CI")]),
        ("N’Djamena waits.", [("N’Djamena", "TD")]),
        ("The U.S. army and US jets told us.", [("U.S.", "US"), ("US", "US")]),
        ("A U.S.-led strike", [("U.S.", "US")]),
        ("The Americans’ war", [("Americans", "US")]),
        ("UKRAINE AND POLAND JOIN", [("UKRAINE", "UA"), ("POLAND", "PL")]),
        ("A turkey, a china cup and a jersey", []),
        # boundaries
        ("Polandia, xPoland, Poland_x", []),
        ("anti-Poland, Poland-based", [("Poland", "PL"), ("Poland", "PL")]),
        ("Romania and Oman", [("Romania", "RO"), ("Oman", "OM")]),
        ("The USS Cole cost US$5.", []),
        ("(Peru)“Chile”", [("Peru", "PE"), ("Chile", "CL")]),
        # states that are gone, blocs, seats
        ("The Soviet Union, the USSR, Yugoslavia, East Germany", [("Soviet Union", "SU"), ("USSR", "SU"), ("Yugoslavia", "YU"), ("East Germany", "DD")]),
        ("Czechoslovakia fought West Germany.", [("Czechoslovakia", "CS"), ("West Germany", "DE")]),
        ("NATO and the European Union met.", [("NATO", "NATO"), ("European Union", "EU")]),
        ("The Warsaw Pact met in Warsaw.", [("Warsaw", "PL")]),
        ("Nothing here.", []),
        ("", []),
    ],
)
def test_mentions(text, expected):
    assert found(text) == expected


def test_the_longest_form_wins():
    assert found("South Sudanese troops") == [("South Sudanese", "SS")]


def test_kinds():
    text = "Polish troops left Poland; the Poles told Warsaw and Tusk."
    assert [mention.kind for mention in find_mentions(text)] == ["adjectives", "names", "people", "seats", "leaders"]


def test_every_code_is_a_code_and_every_kind_a_column():
    forms = default_table().forms
    assert all(CODE.fullmatch(code) and kind in KINDS for code, kind in forms.values())
    assert default_table().codes == {code for code, _ in forms.values()}


def test_every_form_is_found_alone():
    table = default_table()
    missed = {}
    for form, (code, _) in table.forms.items():
        mentions = table.find(form)
        if [(m.start, m.end, m.country) for m in mentions] != [(0, len(form), code)]:
            missed[form] = mentions
    assert missed == {}


def write(tmp_path, text):
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_added_state_is_found_and_the_old_ones_stay(tmp_path):
    table = default_table().extended(write(tmp_path, "code,names,adjectives\nRU_RITANIA,Ruritania,Ruritanian\n"))
    assert found("Ruritania and Poland; a Ruritanian duke", table) == [("Ruritania", "RU_RITANIA"), ("Poland", "PL"), ("Ruritanian", "RU_RITANIA")]
    assert "RU_RITANIA" in table.codes
    assert found("Ruritania") == []  # the default table is as it was


def test_an_added_form_wins_and_loses_its_ambiguity(tmp_path):
    table = default_table().extended(write(tmp_path, "code,names\nZZ,Georgia\n"))
    assert found("Voters in south Georgia", table) == [("Georgia", "ZZ")]
    assert found("Georgians", table) == [("Georgians", "GE")]


def test_an_added_form_wins_in_capitals_too(tmp_path):
    table = default_table().extended(write(tmp_path, "code,names\nZZ,Georgia\n"))
    assert found("GEORGIA FIGHTS", table) == [("GEORGIA", "ZZ")]


def test_a_table_with_a_byte_order_mark_is_read(tmp_path):
    assert found("Ruritania", default_table().extended(write(tmp_path, "\ufeffcode,names\nZZ,Ruritania\n"))) == [("Ruritania", "ZZ")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name,capital\nZZ,Ruritania\n", 1),
        ("", 1),
        ("code,names\nruritania,Ruritania\n", 2),
        ("code,names\nZZ,Ruritania\n,Zenda\n", 3),
        ("code,names\nZZ,Ruritania,Ruritanian,Zenda\n", 2),
        ("code,names\nZZ,Ruritania\nYY,Ruritania\n", 3),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_line(tmp_path, content, line):
    path = write(tmp_path, content)
    with pytest.raises(TableError) as caught:
        default_table().extended(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_missing_table_and_one_that_is_not_text_are_refused(tmp_path):
    binary = tmp_path / "mine.csv"
    binary.write_bytes(b"code,names\nZZ,\xff\xfe\n")
    for path in (tmp_path / "none.csv", binary, tmp_path):
        with pytest.raises(TableError, match="cannot be read") as caught:
            default_table().extended(path)
        assert str(path) in str(caught.value)


FRAGMENTS = [
    "Poland",
    "the West Bank",
    "U.S.",
    "US",
    "Papua New Guinea",
    "Congo",
    "DR Congo",
    "’s",
    "'s",
    " ",
    "-",
    "x",
    "\n",
    "Georgia Tech",
    "Jordan",
    "$",
    "\ud800",
    "NATO",
    "é",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join)))
def test_spans_lie_inside_in_order_without_overlap(text):
    at = 0
    for mention in find_mentions(text):
        assert at <= mention.start < mention.end <= len(text)
        assert default_table().forms.get(text[mention.start : mention.end].replace("’", "'")) == (mention.country, mention.kind)
        at = mention.end


def test_a_curly_apostrophe_in_a_table_is_an_apostrophe(tmp_path):
    table = default_table().extended(write(tmp_path, "code,names\nZZ,R’lyeh;Côte d’Ivoire\n"))
    assert found("R’lyeh, R'lyeh, Côte d'Ivoire", table) == [("R’lyeh", "ZZ"), ("R'lyeh", "ZZ"), ("Côte d'Ivoire", "ZZ")]


def test_first_names_and_codes_of_what_a_user_writes(tmp_path):
    table = default_table()
    names = table.first_names()
    assert set(names) == table.codes
    assert list(names) == sorted(names)
    assert (names["IT"], names["PE"]) == ("Italy", "Peru")
    assert [table.code_of(text) for text in ("it", "IT", "Italy", "ITALIAN", "uk", "nato", "Atlantis", "")] == [
        "IT",
        "IT",
        "IT",
        "IT",
        "GB",
        "NATO",
        None,
        None,
    ]


def test_a_table_of_ones_own():
    table = CountryTable({"Ruritania": ("ZZ", "names")}, {})
    assert found("Ruritania fights Poland", table) == [("Ruritania", "ZZ")]
