"""Countries: what people call them, as ISO codes, and the codes in the words of a language.

Babel has the names (Unicode CLDR); here is only what it does not have.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from matchmaker.letters import latin
from matchmaker.text import fold

LONG = 3
"""Letters of the longer codes."""
UNDERSTOOD = (
    *("en", "de", "fr", "pl", "cs", "es", "it", "nl", "pt", "da", "sv", "nb", "fi", "hu", "sk"),
    *("sl", "ro", "tr", "uk"),
)
"""The languages whose names of countries are understood."""
ALIASES: Mapping[str, str] = {
    "AE": "UAE; VAE; Emirates; Emirate; Dubai; Abu Dhabi",
    "AT": "A; Republic of Austria; Republik Österreich",
    "BA": "BiH; Bosnia; Bosnien; Bosnie; Bośnia; Bosna",
    "BE": "B",
    "BN": "Brunei Darussalam",
    "BO": "Plurinational State of Bolivia",
    "BY": "Weißrussland; White Russia; Byelorussia; Biélorussie",
    "CD": "DRC; DR Congo; DR Kongo; Democratic Republic of the Congo; Demokratische Republik Kongo",
    "CG": "Republic of the Congo; Republik Kongo",
    "CH": "Swiss Confederation; Schweizerische Eidgenossenschaft; Confoederatio Helvetica",
    "CI": "Ivory Coast; Elfenbeinküste",
    "CN": "PRC; PR China; VR China; People's Republic of China; Volksrepublik China",
    "CV": "Cape Verde; Kap Verde",
    "CZ": "Czech Republic; Czech; Tschechische Republik; Tschechei; République tchèque;"
    " Republika Czeska; Česká republika; ČR",
    "DE": "D; BRD; FRG; Bundesrepublik; Bundesrepublik Deutschland; Federal Republic of Germany;"
    " République fédérale d'Allemagne; Republika Federalna Niemiec; Spolková republika Německo",
    "ES": "E; Kingdom of Spain",
    "FI": "FIN",
    "FR": "F; French Republic; République française",
    "GB": "UK; U.K.; Great Britain; Britain; England; Scotland; Wales; Northern Ireland;"
    " United Kingdom of Great Britain and Northern Ireland; Großbritannien; Schottland; Nordirland;"
    " Grande-Bretagne; Angleterre; Écosse; Anglia; Szkocja; Velká Británie; Anglie; Skotsko",
    "GR": "Hellas; Hellenic Republic",
    "HK": "Hong Kong; Hongkong; Hong Kong SAR",
    "HU": "H",
    "IE": "Republic of Ireland; Republik Irland; Eire",
    "IR": "Islamic Republic of Iran",
    "IT": "I; Italian Republic",
    "JP": "J",
    "KP": "DPRK; Democratic People's Republic of Korea",
    "KR": "Korea; ROK; Republic of Korea; Republik Korea; Korea (South); Corée; Korea Południowa",
    "LA": "Lao People's Democratic Republic; Lao PDR",
    "LI": "FL",
    "LU": "L",
    "MD": "Moldawien; Moldau; Moldavia; Moldavie; Republic of Moldova",
    "MK": "Macedonia; Mazedonien; Macédoine; Makedonie; FYROM; Republic of North Macedonia;"
    " The former Yugoslav Republic of Macedonia",
    "MM": "Burma; Birma; Birmanie; Barma; Myanmar",
    "MO": "Macau; Macao",
    "NL": "Holland; Hollande; Holandsko; Niderlandy; Kingdom of the Netherlands",
    "NO": "N; Kingdom of Norway",
    "PL": "Republic of Poland; Republik Polen; Rzeczpospolita Polska",
    "PS": "Palestine; Palästina; State of Palestine",
    "PT": "P; Portuguese Republic",
    "RU": "Russian Federation; Russische Föderation; Fédération de Russie; Ruská federace;"
    " Federacja Rosyjska",
    "SA": "KSA; Saudi; Kingdom of Saudi Arabia",
    "SE": "S; Kingdom of Sweden",
    "SI": "SLO; Republic of Slovenia",
    "SK": "Slovak Republic; Slowakische Republik; Slovenská republika; Republika Słowacka",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland; Swasiland",
    "TL": "East Timor; Osttimor",
    "TR": "Turkey; Republic of Türkiye",
    "TW": "Republic of China; Chinese Taipei; Taiwan, Province of China",
    "TZ": "United Republic of Tanzania",
    "US": "USA; U.S.; U.S.A.; United States of America; America; Amerika; Amérique;"
    " Vereinigte Staaten von Amerika; États-Unis d'Amérique; Spojené státy americké;"
    " Stany Zjednoczone Ameryki",
    "VA": "Vatican; Vatikan; Holy See; Holy See (Vatican City State); Heiliger Stuhl",
    "VE": "Bolivarian Republic of Venezuela",
    "VN": "Viet Nam; Socialist Republic of Viet Nam",
}
"""What else countries are called: in full, of old, for short, and on cars."""
NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN"})
"""Codes of CLDR that are parts of countries, or several of them."""
MADE_UP = frozenset({"XA", "XB", "ZZ"})
ISO = re.compile("[A-Z]{2}")
SHORT = re.compile("[A-Z]{1,3}")
"""Codes and signs, which count in capitals only where they are one letter or unclear."""
UNCLEAR = frozenset({"na", "no", "nan"})
"""In small letters these are `not available` and `no` more often than countries."""
TWO_COUNTRIES = frozenset({"kongo", "congo"})
"""Names that one language has for one country, and another for two."""
GERMAN_STATES: Mapping[str, str] = {
    "BB": "Brandenburg",
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "SH": "Schleswig-Holstein",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
}
"""Codes of countries that German organisers write for a state more often."""
LINKING = re.compile("a|and|d|das|der|des|die|du|et|i|l|la|le|les|of|the|und|von")
"""Words that some spellings of a name have, and others do not."""
BETWEEN = re.compile(r"[()\[\]/,;|\n]|\s[-–—]\s")
"""What stands between two names in one cell."""
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
"""Two letters that are shown as a flag."""
FLAG_A = 0x1F1E6


@cache
def code_of(written: str) -> str:
    """Find the country that is meant, in any of the languages; empty where it is none.

    `Deutschland`, `GERMANY`, `Niemcy`, `D`, `DEU` and `Germany (DE)` are all `DE`.
    """
    if "?" in written:
        return ""
    whole = _code(written)
    parts = {whole} if whole else {_code(part) for part in _parts(written)}
    return parts.pop() if len(parts) == 1 else ""


def codes_in(written: str) -> tuple[str, ...]:
    """Find every country that is named in a cell, whatever else stands there."""
    return tuple(dict.fromkeys(code for part in _parts(written) if (code := _code(part))))


def _parts(written: str) -> list[str]:
    apart = FLAG.sub(lambda flag: f"/{_letters(flag[0])}/", written)
    return [part for part in BETWEEN.split(apart) if part.strip()]


def _letters(flag: str) -> str:
    return "".join(chr(ord(letter) - FLAG_A + ord("A")) for letter in flag)


def country_in(written: str, language: str) -> str:
    """Name a country in a language, by its code or any name; what is none stays as it is."""
    name: str = Locale(language).territories.get(code_of(written), written)
    return name


def names_of_countries() -> Iterator[tuple[str, str]]:
    """Give every name of every country with its code; no codes and signs."""
    for code in _countries():
        for language in UNDERSTOOD:
            yield Locale(language).territories[code], code
        for alias in _aliases(code):
            if not SHORT.fullmatch(alias):
                yield alias, code


def _code(written: str) -> str:
    word = written.strip()
    if not word:
        return ""
    if SHORT.fullmatch(word.upper()):
        is_clear = word.isupper() or (len(word) > 1 and word.lower() not in UNCLEAR)
        code = _codes().get(word.upper()) if is_clear else ""
        if code is not None:
            return code
    return _names().get(fold(word)) or _names().get(_in_any_order(word), "")


def _countries() -> list[str]:
    every = filter(ISO.fullmatch, Locale("en").territories)
    return sorted({*every} - NO_COUNTRIES - MADE_UP)


@cache
def _codes() -> Mapping[str, str]:
    """Give the code of each country by codes of two and three letters, and by signs."""
    countries = _countries()
    longer = {
        alias: codes[0]
        for alias, codes in get_global("territory_aliases").items()
        if len(alias) == LONG and alias.isalpha() and len(codes) == 1
    }
    signs = {alias: code for code in ALIASES for alias in _aliases(code) if SHORT.fullmatch(alias)}
    return longer | signs | {code: code for code in countries}


@cache
def _names() -> Mapping[str, str]:
    every = tuple(names_of_countries())
    in_any_order = {_in_any_order(name): code for name, code in every}
    names = in_any_order | {fold(name): code for name, code in every}
    return {name: code for name, code in names.items() if name not in TWO_COUNTRIES}


def _aliases(code: str) -> list[str]:
    return ALIASES[code].split("; ") if code in ALIASES else []


def _in_any_order(name: str) -> str:
    """Reduce a name to its words: `Korea, Republic of` is the Republic of Korea."""
    words = (fold(word) for word in re.split(r"[\W_]+", latin(name).lower()))
    return " ".join(sorted(word for word in words if word and not LINKING.fullmatch(word)))


def country_of_zone(zone: str) -> str:
    """Tell the country in which clocks of a time zone are, as ISO code; empty where in none."""
    territory = str(get_global("zone_territories").get(zone, ""))
    return territory if territory.isalpha() and len(territory) < LONG else ""
