"""Countries by whatever people call them."""

import pytest
from babel import Locale

from matchmaker.countries import UNDERSTOOD, code_of, country_in, names_of_countries

MEANT = {
    "DE": "D; DE; de; DEU; BRD; Deutschland; DEUTSCHLAND; deutschland ; Germany; Allemagne; Niemcy;"
    " Německo; Nemecko; Bundesrepublik Deutschland; Federal Republic of Germany; Germany (DE);"
    " DE - Germany; Deutschland / Germany; DE, Deutschland; \U0001f1e9\U0001f1ea;"
    " \U0001f1e9\U0001f1ea Germany",
    "NL": "NL; Holland; Niederlande; Netherlands; The Netherlands; Pays-Bas; Nizozemsko; Holandia",
    "GB": "UK; uk; U.K.; GB; GBR; England; Scotland; Great Britain; Großbritannien;"
    " Vereinigtes Königreich; Royaume-Uni; Wielka Brytania; Velká Británie; United Kingdom (UK)",
    "US": "US; USA; usa; U.S.A.; U.S.; United States; United States of America; Vereinigte Staaten;"
    " États-Unis; Spojené státy; Vereinigte Staaten von Amerika (USA)",
    "CZ": "CZ; CZE; Tschechien; Tschechische Republik; Czechia; Czech Republic; Tchéquie;"
    " République tchèque; Czechy; Česko; Česká republika; Ceska republika",
    "PL": "PL; Polen; Poland; Pologne; Polska; Polsko",
    "AT": "A; AT; Österreich; Oesterreich; Osterreich; Austria; Autriche; Rakousko",
    "CH": "CH; Schweiz; Switzerland; Suisse; Szwajcaria; Švýcarsko",
    "FR": "F; FR; France; FRANCE; Frankreich; Francja; Francie",
    "IT": "Italien; Italy; Italie; Włochy; Wlochy; Itálie",
    "SK": "Slowakei; Slovakia; Słowacja; Slovensko; Slovak Republic",
    "SI": "Slowenien; Slovenia; SLO; Slovinsko",
    "KR": "Korea; South Korea; Republic of Korea; Korea, Republic of; Südkorea; South-Korea",
    "TW": "Taiwan; Taiwan, Province of China",
    "CN": "China; VR China; PRC",
    "TR": "Türkiye; Turkiye; Türkei; Turkey; Turquie; Turcja; Turecko",
    "BA": "Bosnia and Herzegovina; Bosnia & Herzegovina; Bosnien-Herzegowina; Bosnia",
    "CI": "Côte d'Ivoire; Cote d’Ivoire; Elfenbeinküste; Ivory Coast",
    "UA": "Ukraine; Україна; Ukraina; Ukrajina",
    "NA": "NA; Namibia",
    "NO": "NO; Norwegen; Norway",
    "IE": "Irland; Ireland",
    "IS": "Island; Iceland; Islande",
    "HK": "Hong Kong; Hongkong",
    "VN": "Viet Nam; Vietnam",
    "XK": "Kosovo",
    "ES": "Spanien; Spain; España; Espagne",
    "SE": "Schweden; Sverige",
    "FI": "Finnland; Suomi",
    "HU": "Ungarn; Magyarország; Węgry",
}
NONE = (
    *(
        "",
        " ",
        "-",
        "na",
        "n/a",
        "n.a.",
        "no",
        "No",
        "Na",
        "nan",
        "k.A.",
        "keine Angabe",
        "unbekannt",
    ),
    *("X", "EU", "UN", "Europe", "Europa", "Saxony", "Germany, Saxony", "Deutschland/Polen"),
    *(
        "Kongo",
        "Congo",
        "Germany?",
        "DE?",
        "Germany (?)",
        "Germnay",
        "MI",
        "SU",
        "ZZ",
        "d",
        "123",
        "Deutsch",
    ),
)


@pytest.mark.parametrize(
    ("written", "code"),
    [(word, code) for code, words in MEANT.items() for word in words.split(";")],
)
def test_country_by_any_name(written, code):
    assert code_of(written) == code


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_country(written):
    assert code_of(written) == ""


def test_no_name_is_that_of_two_countries():
    several = {name for name, code in names_of_countries() if code_of(name) != code}

    assert several == {"Kongo", "Congo"}


@pytest.mark.parametrize("language", UNDERSTOOD)
def test_every_country_is_found_by_its_name_in_capitals(language):
    names = Locale(language).territories
    codes = {code for _name, code in names_of_countries()}

    missed = {names[code] for code in codes if code_of(names[code].upper()) != code}

    assert len(codes) > 240
    assert missed <= {"Kongo", "Congo"}


@pytest.mark.parametrize(
    ("written", "language", "name"),
    [
        ("DE", "en", "Germany"),
        ("DE", "de", "Deutschland"),
        ("Germany", "de", "Deutschland"),
        ("UK", "en", "United Kingdom"),
        ("Saxony", "de", "Saxony"),
        ("", "en", ""),
    ],
)
def test_country_in_the_words_of_a_language(written, language, name):
    assert country_in(written, language) == name
