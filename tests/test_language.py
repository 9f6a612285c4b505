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
    foreign = ["la", "flota", "no", "puede", "salir", "por", "viento"]
    assert is_english(" ".join((foreign * 10)[: FEWEST_WORDS - 1]))
    assert not is_english(" ".join((foreign * 10)[:FEWEST_WORDS]))


@pytest.mark.parametrize(
    "text",
    [
        "Le gouvernement polonais a déclaré que ses soldats ne seront pas envoyés en Ukraine.",
        "La France n'exclut pas une intervention militaire dans le conflit, selon le ministre.",
        "Deutschland wird nach Angaben der Regierung keine Soldaten in die Ukraine schicken.",
        "Der Kanzler sagte am Montag, dass die Bundeswehr nicht an dem Krieg teilnehmen werde.",
        "El gobierno de México dijo que no enviará tropas a la guerra este año.",
        "España no participará en la guerra, según dijo el ministro de Defensa por la mañana.",
        "Польша заявила что не будет отправлять свои войска на Украину в этом году снова.",
    ],
)
def test_one_sentence_of_another_language_is_not_english(text):
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine, Russia trade drone strikes overnight; Kyiv officials say 12 killed, dozens wounded, power cut",
        "EU chief Ursula von der Leyen, Brazil president Lula da Silva discuss Mercosur trade deal Monday",
        "El Salvador, Los Angeles, Las Vegas: police arrest gang suspects, seize weapons, drugs, cash, cars",
        "POLAND RULES OUT SENDING TROOPS UKRAINE, FRANCE WAVERS, GERMANY SILENT, BRITAIN READY, ITALY UNDECIDED",
        "Poland 12 3.5\nGermany 13 4.5\nFrance 14 2.2\nItaly 3 1.1\nSpain 4 9%\n" * 5,
        "Stocks tumble, oil prices soar, gold hits record high amid Gulf tanker attacks, Tehran threats",
    ],
)
def test_headlines_and_tables_count_as_english(text):
    assert is_english(text)


def test_names_in_an_english_text_do_not_turn_it():
    assert is_english(
        "The envoys of Ouagadougou, Yamoussoukro, Antananarivo and Nouakchott said that they would not be at the table, and the Malian army said it would."
    )
