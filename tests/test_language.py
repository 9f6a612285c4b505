"""Is it English?"""

import pytest

from warstance.language import FEWEST_WORDS, is_english

ENGLISH = [
    "The queen of the isles told her council that she would not send the fleet, because the barley was not yet in and the captains had not been paid.",
    "PERU SAYS IT WILL NOT JOIN THE WAR, BUT THE ARMY HAS BEEN TOLD THAT THEY WOULD BE SENT TO THE LAKES IF THE TALKS FAIL BEFORE WINTER",
]
OTHERS = [
    "La reine des îles a dit à son conseil qu'elle n'enverrait pas la flotte, car l'orge n'était pas encore rentrée et que les capitaines n'étaient pas payés.",
    "Die Königin sagte ihrem Rat, dass sie die Flotte nicht schicken werde, weil die Gerste noch nicht eingebracht und die Kapitäne nicht bezahlt seien.",
    "La reina dijo a su consejo que no enviaría la flota, porque la cebada aún no estaba recogida y los capitanes no habían cobrado desde la primavera.",
    "Королева островов сказала своему совету, что она не пошлёт флот, потому что ячмень ещё не убран, а капитанам не платили с самой весны, и они очень злы.",
    "De koningin zei tegen haar raad dat zij de vloot niet zou sturen, omdat de gerst nog niet binnen was en de kapiteins nog niet waren betaald.",
    "A rainha disse ao seu conselho que não enviaria a frota, porque a cevada ainda não estava colhida e os capitães não eram pagos desde a primavera.",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text):
    assert is_english(text)


@pytest.mark.parametrize("text", OTHERS)
def test_not_english(text):
    assert not is_english(text)


@pytest.mark.parametrize("text", ["", "Peru?", "La flota no saldrá.", "12 34 56"])
def test_a_short_text_counts_as_english(text):
    assert is_english(text)


def test_the_length_that_decides():
    foreign = ["la", "flota", "no", "puede", "salir", "sin", "viento"]
    assert is_english(" ".join((foreign * 10)[: FEWEST_WORDS - 1]))
    assert not is_english(" ".join((foreign * 10)[:FEWEST_WORDS]))


def test_names_in_an_english_text_do_not_turn_it():
    assert is_english(
        "The envoys of Ouagadougou, Yamoussoukro, Antananarivo and Nouakchott said that they would not be at the table, and the Malian army said it would."
    )
