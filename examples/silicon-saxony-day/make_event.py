"""Make the Silicon Saxony Day: 150 people from 20 countries, two half-days, about 1,200 wishes.

Writes `event.xlsx` beside this script, the same file every time.

Notes
-----
The tables at the top are what an organiser would know: programme, tables, organisations. Who comes
and who wishes for whom is drawn from them with a fixed seed, shaped like real events: a few people
are wanted by dozens, many by nobody or one; wishes follow the areas of activity; one in five is
returned. Everyone here is invented.
"""

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1]))

from spreadsheet import Row, Sheets, write_workbook

SEED = 2027
DAY_1, DAY_2 = date(2027, 6, 16), date(2027, 6, 17)
TITLE = "Silicon Saxony Day 2027 (invented)"

# fmt: off
EVENT: tuple[Row, ...] = (
    ("Name", TITLE),
    ("Event ID", "silicon-saxony-day-2027"),
    ("Time zone", "Europe/Berlin"),
    ("Language", "en"),
    ("Meeting length", 15),
    ("Changeover", 5),
    ("Max meetings", 14),
    ("Max meetings per day", 8),
    ("Max in a row", 6),
    ("Min meetings", 2),
    ("Same organisation may meet", "no"),
    ("Plan pending wishes", "yes"),
    ("Common language needed", "no"),
    ("Organiser", "Elbe Chip Cluster e. V."),
    ("Organiser e-mail", "matchmaking@elbe-chip.example"),
)

PITCHING = "the pitching start-ups"
"""Stands in the timetable for their ids."""

TIMETABLE: tuple[Row, ...] = (
    (DAY_1, time(12, 0), time(12, 50), "programme", "Opening keynote: Chips from Europe", None),
    (DAY_1, time(13, 0), time(15, 0), "meetings", "Meetings 1", None),
    (DAY_1, time(13, 40), time(14, 20), "programme", "Panel: A region builds fabs", "Speaker"),
    (DAY_1, time(15, 0), time(15, 20), "break", "Coffee", None),
    (DAY_1, time(15, 20), time(17, 20), "meetings", "Meetings 2", None),
    (DAY_1, time(16, 0), time(16, 40), "programme", "Start-up pitches", PITCHING),
    (DAY_1, time(17, 40), time(20, 0), "programme", "Evening by the river", None),
    (DAY_2, time(9, 0), time(11, 0), "meetings", "Meetings 3", None),
    (DAY_2, time(9, 40), time(10, 20), "programme", "Round table of the clusters", "Cluster"),
    (DAY_2, time(11, 0), time(11, 20), "break", "Coffee", None),
    (DAY_2, time(11, 20), time(13, 20), "meetings", "Meetings 4", None),
    (DAY_2, time(12, 0), time(12, 40), "programme", "Tour of the clean room", "Investor; Speaker"),
)

TABLES: tuple[tuple[str, Sequence[str]], ...] = (
    ("Foyer", ("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8")),
    ("Gallery", ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8")),
    ("Hall 2", ("H1", "H2", "H3", "H4")),
)
TABLES_OFF = {"F8": "2027-06-16 13:00-15:00"}

MAIN_EXHIBITOR = "Elbtal Mikrosensorik GmbH"
ONE_PERSON_EXHIBITOR = "Müglitz Vakuumanlagen GmbH"
"""Its booth is reserved for the person, the others for the organisation."""
BOOTHS = {
    "H1": MAIN_EXHIBITOR, "H2": MAIN_EXHIBITOR, "H3": "Wafertec Łódź Sp. z o.o.",
    "H4": ONE_PERSON_EXHIBITOR,
}

# People, type, area and name of each organisation, by country and cluster.
ORGANISATIONS = {
    ("Germany", "Elbe Chip Cluster"): """
        5 Company    sensors   Elbtal Mikrosensorik GmbH
        3 Cluster    network   Elbe Chip Cluster e. V.
        4 Research   sensors   Mikrotechnikum Striesen
        3 Company    power     Lausitzer Leistungshalbleiter AG
        2 Company    photonics Zwingerlicht Photonik GmbH
        2 Company    software  Heidesand Embedded GmbH
        2 Company    equipment Weißeritz Reinraumtechnik GmbH
        1 Company    equipment Müglitz Vakuumanlagen GmbH
        2 Company    design    Prießnitz Analogdesign GmbH
        1 Start-up   ai        Loschwitz Robotik GmbH
        1 Start-up   sensors   Basteiblick Quantensensor UG
        3 University design    Hochschule Oberelbe
        2 Investor   capital   Elbwiesen Wagniskapital GmbH
        1 Company    sensors   Görlitzer Druckmesswerk GmbH
        1 Company    power     Spreewind Energieelektronik GmbH
        """,
    ("Germany", "Chemnitz Mechatronics Circle"): """
        2 Company    photonics Chemnitzer Laserschmiede GmbH
        2 Company    packaging Erzgebirgische Feinkontakt GmbH
        2 Company    mobility  Zschopau Antriebselektronik GmbH
        2 Company    ai        Kaßberg KI-Systeme GmbH
        2 Company    equipment Muldetal Messtechnik GmbH & Co. KG
        1 Company    packaging Vogtland Steckverbinder GmbH
        1 Cluster    network   Mechatronikkreis Chemnitz e. V.
        """,
    ("Germany", "Freiberg Materials Forum"): """
        2 Company    materials Freiberger Kristallhütte GmbH
        1 Start-up   materials Silberstrom Recycling GmbH
        2 Research   materials Institut für Kristallzucht Zug
        1 Company    materials Bergglas Substrate GmbH
        """,
    ("Germany", "Leipzig Software Ring"): """
        2 Company    design    Leipziger Logikwerk GmbH
        2 Company    ai        Auwald Datenfabrik GmbH
        1 Start-up   software  Plagwitzer Funkwerkstatt GmbH
        1 Company    software  Pleiße Signalverarbeitung GmbH
        """,
    ("Germany", None): """
        1 Company    design    Isarkiesel Chipdesign GmbH
        3 Company    mobility  Neckartaler Fahrzeugelektronik GmbH
        2 Company    software  Hanseatische Funkmodule GmbH
        1 Company    equipment Zeche Acht Automation GmbH
        2 Company    photonics Saaletal Optikwerk GmbH
        1 Company    packaging Thüringer Waferbond GmbH
        1 Company    packaging Kraichgau Testsysteme GmbH
        1 Company    equipment Rheinufer Kryotechnik GmbH
        1 Research   mobility  Allgäuer Prüffeld gGmbH
        1 Start-up   ai        Spreefunken UG
        1 Company    materials Oderbruch Nanoschichten GmbH
        1 Company    mobility  Bodenseer Lidar GmbH
        1 Start-up   software  Eifelnetz Cybersecurity GmbH
        1 Investor   capital   Mainbrücke Beteiligungen KG
        """,
    ("Czechia", "Moravian Chip Cluster"): """
        3 Company    design    Brněnská Mikroelektronika s.r.o.
        2 Company    sensors   Vltava Senzory a.s.
        1 Cluster    network   Moravský Čipový Klastr z.s.
        1 Company    materials Křemíkový Mlýn s.r.o.
        2 Company    power     Beskydy Power Modules s.r.o.
        1 Company    photonics Podještědí Optika s.r.o.
        """,
    ("Poland", "Vistula Microsystems"): """
        3 Company    equipment Wafertec Łódź Sp. z o.o.
        2 Company    photonics Wiślana Fotonika S.A.
        2 Company    software  Odrzańskie Systemy Wbudowane Sp. z o.o.
        2 Research   sensors   Instytut Mikrostruktur Śląskich
        1 Start-up   ai        Żuraw Robotyka Sp. z o.o.
        """,
    ("Netherlands", "Chipregio Zuid"): """
        3 Company    equipment Peelland Lithografie B.V.
        2 Company    photonics Dommeldal Photonics B.V.
        1 Cluster    network   Stichting Chipregio Zuid
        2 Company    equipment IJsselkade Inspection B.V.
        """,
    ("France", "Puces Alpines"): """
        2 Company    materials Nanocouches du Grésivaudan S.A.S.
        2 Company    sensors   Atelier des Capteurs du Vercors
        1 Cluster    network   Association Puces Alpines
        2 Company    photonics Lueur Fine S.A.S.
        """,
    ("Italy", None): """
        2 Company    sensors   Officina Sensori Brianza S.r.l.
        2 Company    power     Carburo dell'Etna S.p.A.
        1 Company    packaging Microsistemi Adda S.r.l.
        """,
    ("Türkiye", "Marmara Tech Union"): """
        2 Company    mobility  Ağrıdağ Elektronik A.Ş.
        2 Company    software  Gömülü Yazılım Evi Ltd. Şti.
        1 Company    photonics Işıkyol Fotonik A.Ş.
        """,
    ("Ukraine", "Dnipro Electronics"): """
        2 Company    sensors   Дніпро Сенсор ТОВ
        2 Company    software  Karpaty Embedded LLC
        1 Company    design    Чорномор Мікросхеми ТОВ
        """,
    ("South Korea", "Hanuri Chip Forum"): """
        2 Company    equipment Byeolha Wafer Systems Co., Ltd.
        2 Company    packaging Saebyeok Test Co., Ltd.
        """,
    ("Taiwan", "Yushan Device Network"): """
        2 Company    packaging Yushan Assembly Co., Ltd.
        2 Company    design    Tamsui Circuits Inc.
        """,
    ("Japan", None): """
        2 Company    equipment Momijidani Seimitsu K.K.
        2 Company    materials Aobadai Resist K.K.
        """,
    ("Austria", None): """
        2 Company    power     Murtaler Leistungsmodule GmbH
        1 Company    sensors   Donauknie Sensornetz GmbH
        """,
    ("Greece", None): """
        1 Research   design    Αιγαίο Μικροσυστήματα Α.Ε.
        1 Company    ai        Thermaikos Chips S.A.
        """,
    ("Ireland", None): "1 Company design Shannonbog Analog Ltd.",
    ("United Kingdom", None): "2 Company power Pennine Compound Semis Ltd.",
    ("Spain", None): "1 Company sensors Sensórica de la Sierra S.L.",
    ("Sweden", None): "1 Company power Vätterbygd Krafthalvledare AB",
    ("Finland", None): "1 Start-up photonics Revontuli Optiikka Oy",
    ("Belgium", None): "1 Company packaging Scheldeland Microfab N.V.",
    ("Lithuania", None): "1 Company photonics Nemuno Lazeriai UAB",
}

ALSO_WRITTEN = {
    "Elbtal Mikrosensorik GmbH": "Elbtal; EMS Dresden",
    "Elbe Chip Cluster e. V.": "ECC",
    "Mikrotechnikum Striesen": "MTS",
    "Hochschule Oberelbe": "HS Oberelbe; Upper Elbe University",
    "Muldetal Messtechnik GmbH & Co. KG": "Muldetal",
    "Neckartaler Fahrzeugelektronik GmbH": "NFE",
    "Weißeritz Reinraumtechnik GmbH": "Weisseritz",
    "Brněnská Mikroelektronika s.r.o.": "Brno Microelectronics",
    "Wafertec Łódź Sp. z o.o.": "Wafertec Lodz",
    "Peelland Lithografie B.V.": "Peelland",
    "Ağrıdağ Elektronik A.Ş.": "Agridag Elektronik",
    "Дніпро Сенсор ТОВ": "Dnipro Sensor",
    "Αιγαίο Μικροσυστήματα Α.Ε.": "Aegean Microsystems",
}


@dataclass(frozen=True)
class Area:
    """A field of work: what its people offer and seek, and whose neighbour it is."""

    label: str
    near: tuple[str, ...]
    offers: tuple[str, ...]
    seeks: tuple[str, ...]


AREAS = {
    "sensors": Area(
        "sensors", ("packaging", "mobility", "design"),
        ("pressure sensors for harsh places", "gas sensing modules", "calibration as a service"),
        ("readout chips", "customers in machine building", "partners for a pilot line"),
    ),
    "photonics": Area(
        "photonics", ("equipment", "sensors", "materials"),
        ("laser processing of wafers", "fibre-coupled modules", "optical inspection heads"),
        ("detector makers", "coating services", "project partners in photonics"),
    ),
    "power": Area(
        "power electronics", ("mobility", "materials", "packaging"),
        ("silicon carbide modules", "gate drivers", "reliability data for power devices"),
        ("substrate suppliers", "customers in charging", "thermal interface know-how"),
    ),
    "design": Area(
        "chip design", ("software", "sensors", "ai"),
        ("mixed-signal design", "verification teams", "low-power IP blocks"),
        ("foundry access", "design partners", "graduates and interns"),
    ),
    "equipment": Area(
        "equipment", ("materials", "photonics", "packaging"),
        ("vacuum chambers", "wafer handling", "clean-room planning"),
        ("fab operators", "suppliers of precision parts", "service partners abroad"),
    ),
    "materials": Area(
        "materials", ("equipment", "power", "photonics"),
        ("crystal growth", "high-purity precursors", "recycling of gallium"),
        ("users of new substrates", "analytics", "joint research"),
    ),
    "software": Area(
        "embedded software", ("design", "ai", "mobility"),
        ("firmware teams", "secure updates", "real-time operating systems"),
        ("hardware partners", "first customers", "safety assessment"),
    ),
    "ai": Area(
        "artificial intelligence", ("software", "equipment", "mobility"),
        ("defect detection on images", "models for small chips", "yield analysis"),
        ("data from production", "pilot customers", "edge hardware"),
    ),
    "packaging": Area(
        "packaging and test", ("sensors", "power", "equipment"),
        ("wafer bonding", "test of small series", "chip-scale packages"),
        ("sensor makers", "material suppliers", "capacity partners"),
    ),
    "mobility": Area(
        "mobility", ("power", "sensors", "software"),
        ("integration into vehicles", "test tracks", "lidar systems"),
        ("sensor suppliers", "power modules", "functional safety partners"),
    ),
    "network": Area(
        "cluster management", ("network", "capital", "sensors"),
        ("contacts in our region", "delegation visits", "joint proposals"),
        ("sister clusters", "speakers", "partners for European projects"),
    ),
    "capital": Area(
        "investment", ("ai", "materials", "network"),
        ("seed funding", "growth capital", "a network of founders"),
        ("start-ups in deep tech", "co-investors", "spin-offs"),
    ),
}

# First and last names by country.
NAMES = {
    "Germany": (
        """
        Anke, Annegret, Antje, Beate, Björn, Carsten, Christiane, Dörte, Eike, Elke, Falk,
        Friederike, Gerd, Grit, Götz, Hagen, Heike, Henrike, Holm, Ines, Jörg, Jürgen, Kathleen,
        Kerstin, Kjell, Lars, Liselotte, Lutz, Maik, Mandy, Marit, Nadine, Norman, Peer, Ramona,
        Rico, Ronny, Rüdiger, Silke, Sören, Swantje, Thorsten, Tilo, Uta, Volkmar, Wiebke, Änne
        """,
        """
        Abendroth, Ahlgrimm, Bärwald, Bäßler, Blümel, Brückner, Butterweck, Czaja, Dähnert,
        Dornbusch, Eichhörner, Engelskirchen, Fährmann, Feldhaus, Findeisen, Fröhlich, Gläser,
        Göpfert, Großer, Grünwald, Häberlein, Hähnel, Heidenreich, Höfgen, Hübschmann, Jähnig,
        Jungnickel, Käßmodel, Kirschstein, Kluge-Barth, Köhlerschmidt, Kretzschmann, Kühnel,
        Langbein, Löffelholz, Lößnitzer, Mäusezahl, Meißner, Möbius, Morgenroth, Mühlbauer, Nötzold,
        Oelschlägel, Öhmichen, Pfützner, Pöschel, Prüfer, Quellmalz, Rößler, Rüdrich, Sauermilch,
        Schädlich, Schlüter, Schönherr, Schwärzel, Seyfarth, Stäglich, Stößel, Süßmilch, Täubert,
        Tröger, Uhlemann, Überschär, Vödisch, Wächtler, Weißbach, Wiesenhütter, Wünschmann,
        Zähringer, Zeuner, Ziegenhals, Zöllner, von der Aue, Zwinscher, Ostwind, Nachtigall,
        Sperling-Voß, Hirschfelder
        """,
    ),
    "Czechia": (
        "Jiří, Kateřina, Ondřej, Zdeňka, Lukáš, Markéta, Bohumil, Šárka",
        "Krejčí, Janů, Kočí, Bartošů, Vítků, Matějů, Petrů, Tichých, Jirků, Vrbeckých",
    ),
    "Poland": (
        "Agnieszka, Łukasz, Małgorzata, Paweł, Bożena, Wojciech, Zbigniew, Grażyna",
        "Brzęczek, Gołąb, Kołodziej, Mączka, Świerszcz, Żurawik, Dąbek, Łabędź, Grzyb, Jabłoń",
    ),
    "Netherlands": (
        "Femke, Joost, Maartje, Sjoerd, Anneloes, Wouter",
        """
        van der Heide, de Korte, Kwakkel, ter Brugge, Roodbaard, Veenstra-Bos, 't Hart, Zonderland
        """,
    ),
    "France": (
        "Amélie, Benoît, Clémence, François, Hélène, Gaël",
        "Beauséjour, Châtaigner, Dubosc, d'Aubrac, Garçonnet, Lépine, Noëlle",
    ),
    "Italy": (
        "Chiara, Niccolò, Donatella, Ruggero, Ilaria",
        "Bellacorte, Carpineti, D'Orlando, Fiorebello, Quattrocase",
    ),
    "Türkiye": (
        "Ayşegül, Çağlar, Gökhan, İpek, Şule",
        "Ağaoğulları, Çınarlı, Günışığı, Öğütçü, Yıldızhan",
    ),
    "Ukraine": (
        "Олена, Тарас, Дарина, Богдан, Ярина",
        "Ковалишин, Гончаренко, Бджілка, Лисогор, Вишневець",
    ),
    "South Korea": ("Ji-woo, Seong-min, Hye-rin, Tae-yang", "Kang, Nam, Pyo, Seol"),
    "Taiwan": ("Mei-ling, Chih-hao, Yu-ting, Po-wei", "Chuang, Hsieh, Kuo, Tseng"),
    "Japan": ("Haruka, Kenjirō, Natsuki, Shōhei", "Amamiya, Kirishima, Ōtsubo, Tachikawa"),
    "Austria": ("Alois, Leopoldine, Valentin", "Gschwandtner, Österreicher, Pichlbauer"),
    "Greece": ("Ελένη, Σμαράγδα", "Θαλασσινού, Πετρακίδου"),
    "Ireland": ("Niamh", "O'Brien"),
    "United Kingdom": ("Imogen, Alistair", "Thistlewood, Ravensby"),
    "Spain": ("Begoña", "Núñez Peñalver"),
    "Sweden": ("Åsa", "Björkängen"),
    "Finland": ("Päivi", "Hämäläjärvi"),
    "Belgium": ("Thijs", "Vandenbossche-Maes"),
    "Lithuania": ("Rūta", "Žvirblytė"),
}

HOME_LANGUAGE = {
    "Germany": "de", "Austria": "de", "Czechia": "cs", "Poland": "pl", "Netherlands": "nl",
    "France": "fr", "Italy": "it", "Türkiye": "tr", "Ukraine": "uk", "South Korea": "ko",
    "Taiwan": "zh", "Japan": "ja", "Greece": "el", "Ireland": "en", "United Kingdom": "en",
    "Spain": "es", "Sweden": "sv", "Finland": "fi", "Belgium": "nl", "Lithuania": "lt",
}
THIRD_LANGUAGES = ("de", "fr", "pl", "es", "ru")

ONLINE_COUNTRIES = ("South Korea", "Taiwan", "Japan", "Ukraine")
ONLINE_PER_COUNTRY = 2
FAR_EAST_HOURS = "09:00-14:30"
"""Evening there, in the time of the event."""

# Columns Available and Not available of those who come late or leave early.
SHORT_VISITS: tuple[tuple[str | None, str | None], ...] = (
    ("2027-06-16", None),
    ("2027-06-17", None),
    ("2027-06-16; 2027-06-17 09:00-11:00", None),
    ("2027-06-16 14:00-17:20; 2027-06-17", None),
    ("09:00-16:00", None),
    (None, "2027-06-17"),
    (None, "2027-06-16 13:00-14:00"),
    (None, "2027-06-17 11:00-13:20"),
    (None, "2027-06-16 13:00-13:40; 2027-06-17 12:00-13:20"),
    ("2027-06-16 13:00-17:20; 2027-06-17 09:00-12:00", "15:20-16:00"),
    (None, "11:40-13:20"),
    ("13:00-17:20", None),
)

BLOCKED_REASONS = (
    "Competitors", "Competitors", "Patent dispute", "Bidders in the same tender",
    "Both asked us not to plan this", "Meet every week anyway",
)

# Date, time and table; the table with an owner goes to a wish for its owner.
FIXED_TIMES: tuple[tuple[date, time, str | None], ...] = (
    (DAY_1, time(13, 0), "F1"),
    (DAY_1, time(15, 20), "H1"),
    (DAY_2, time(9, 0), "G3"),
    (DAY_2, time(10, 40), None),
    (DAY_2, time(11, 40), None),
)

COMMENTS = (
    "Met at last year's event", "Please introduce us", "About the joint proposal",
    "Bring the data sheet", "Follow-up to our call in May",
)
# fmt: on

SPEAKERS, PITCHES, CANCELLED = 6, 5, 3
FIRST_WISHES, RETURNED_WISHES, WISHES_FOR_ORGANISATIONS = 1051, 117, 25
WISHES_FOR_CANCELLED, WISHES_WITHIN_ORGANISATION = 5, 2
MUSTS, DECLINED = 36, 36
LEVELS = {"high": 21, "normal": 37, None: 24, "low": 18}
ANSWERS = {None: 82, "accepted": 11, "pending": 7}
POPULAR, THEIR_MAXIMUM = 8, 10


@dataclass(frozen=True)
class Organisation:
    """One line of `ORGANISATIONS`."""

    name: str
    type: str
    area: str
    country: str
    cluster: str | None
    people: int


@dataclass(kw_only=True, eq=False)
class Person:
    """One row of the sheet Participants, and how this person wishes."""

    id: str
    first_name: str
    last_name: str
    organisation: Organisation
    organisation_as_typed: str
    role: str
    languages: str
    areas: str
    offers: str
    seeks: str
    fame: float
    """How readily others wish for this person."""
    appetite: float
    """How readily this person wishes."""
    available: str | None = None
    not_available: str | None = None
    max_meetings: int | None = None
    min_meetings: int | None = None
    is_online: bool = False
    has_cancelled: bool = False
    pitches: bool = False

    @property
    def email(self) -> str:
        """An address that cannot exist."""
        local = f"{ascii_slug(self.first_name, '')}.{ascii_slug(self.last_name, '')}"
        words = [word for word in self.organisation.name.split() if len(word) > len("des")]
        return f"{local}@{ascii_slug(' '.join(words[:2]), '-')}.example"

    @property
    def comes_for_part(self) -> bool:
        """Whether this person said when they can come."""
        return self.available is not None or self.not_available is not None

    @property
    def is_always_there(self) -> bool:
        """Whether this person is on site and in no session during meetings."""
        has_session = self.pitches or self.role in {"Speaker", "Cluster", "Investor"}
        away = self.comes_for_part or self.is_online or self.has_cancelled
        return not (has_session or away)


@dataclass(kw_only=True, eq=False)
class Wish:
    """One row of the sheet Interests."""

    source: Person
    target: Person | Organisation
    level: str | None = None
    answer: str | None = None
    comment: str | None = None


def main() -> None:
    """Draw everything and write the workbook."""
    rng = Random(SEED)
    organisations = list(read_organisations())
    people = register(organisations, rng)
    blocked = choose_blocked(people, rng)
    wishes = make_wishes(people, organisations, blocked, rng)
    fixed = fix_appointments(wishes)
    limit_meetings(people, wishes)
    sheets: Sheets = {
        "Event": [("Setting", "Value"), *EVENT],
        "Timetable": timetable_rows(people),
        "Tables": table_rows(people),
        "Organisations": organisation_rows(organisations),
        "Participants": participant_rows(people),
        "Interests": interest_rows(wishes, rng),
        "Blocked": blocked_rows(blocked),
        "Fixed": fixed_rows(fixed),
    }
    write_workbook(Path(__file__).with_name("event.xlsx"), TITLE, sheets, "yyyy-mm-dd")


# --- who comes ------------------------------------------------------------------------------------


def read_organisations() -> Iterator[Organisation]:
    """Read the table of organisations."""
    for (country, cluster), text in ORGANISATIONS.items():
        for line in text.strip().splitlines():
            people, kind, area, name = line.split(maxsplit=3)
            yield Organisation(name, kind, area, country, cluster, int(people))


def register(organisations: Sequence[Organisation], rng: Random) -> list[Person]:
    """Name everyone, in the order in which they registered."""
    seats = [organisation for organisation in organisations for _ in range(organisation.people)]
    rng.shuffle(seats)
    names = {country: draw_names(country, rng) for country in NAMES}
    fames = draw_fames(len(seats), rng)
    people = [
        make_person(f"P{number:03}", next(names[seat.country]), seat, fame, rng)
        for number, (seat, fame) in enumerate(zip(seats, fames, strict=True), start=1)
    ]
    choose_roles(people, rng)
    choose_online(people)
    choose_cancelled(people, rng)
    choose_short_visits(people, rng)
    return people


def draw_names(country: str, rng: Random) -> Iterator[tuple[str, str]]:
    """Give names of a country, each last name once."""
    first_names, last_names = (split_names(text) for text in NAMES[country])
    rng.shuffle(last_names)
    for index, last_name in enumerate(last_names):
        if index % len(first_names) == 0:
            rng.shuffle(first_names)
        yield first_names[index % len(first_names)], last_name


def split_names(text: str) -> list[str]:
    """Split at commas."""
    return [name.strip() for name in text.split(",")]


def draw_fames(count: int, rng: Random) -> list[float]:
    """Spread fame by a power law of the rank: few are wanted by many."""
    fames = [(1 + rank / 80) ** -4.5 for rank in range(count)]
    rng.shuffle(fames)
    return fames


def make_person(
    person_id: str, name: tuple[str, str], organisation: Organisation, fame: float, rng: Random
) -> Person:
    """Fill in one registration form."""
    area = AREAS[organisation.area]
    neighbours = rng.sample(area.near, k=rng.choice((0, 1, 1, 2)))
    labels = dict.fromkeys([area.label, *(AREAS[near].label for near in neighbours)])
    return Person(
        id=person_id,
        first_name=name[0],
        last_name=name[1],
        organisation=organisation,
        organisation_as_typed=type_organisation(organisation, rng),
        role=organisation.type if organisation.type in {"Cluster", "Investor"} else "Visitor",
        languages=draw_languages(organisation.country, rng),
        areas="; ".join(labels),
        offers="; ".join(rng.sample(area.offers, k=rng.choice((1, 1, 2)))),
        seeks="; ".join(rng.sample(area.seeks, k=rng.choice((1, 1, 2)))),
        fame=fame,
        appetite=rng.lognormvariate(0, 0.7),
    )


def type_organisation(organisation: Organisation, rng: Random) -> str:
    """Write the organisation as people do: not always in full."""
    spellings = ALSO_WRITTEN.get(organisation.name, organisation.name).split("; ")
    return rng.choice([organisation.name] * 4 + spellings)


def draw_languages(country: str, rng: Random) -> str:
    """Their own language, nearly always English, now and then a third."""
    spoken = [HOME_LANGUAGE[country]]
    if rng.random() < 0.92:  # noqa: PLR2004
        spoken.append("en")
    if rng.random() < 0.15:  # noqa: PLR2004
        spoken.append(rng.choice(THIRD_LANGUAGES))
    return "; ".join(dict.fromkeys(spoken))


def choose_roles(people: Iterable[Person], rng: Random) -> None:
    """Name exhibitors, speakers and pitching start-ups."""
    visitors = [person for person in people if person.role == "Visitor"]
    for person in visitors:
        if person.organisation.name in BOOTHS.values():
            person.role = "Exhibitor"
    founders = [person for person in visitors if person.organisation.type == "Start-up"]
    for person in rng.sample(founders, k=PITCHES):
        person.pitches = True
    others = [person for person in visitors if person.role == "Visitor" and not person.pitches]
    for person in rng.sample(others, k=SPEAKERS):
        person.role = "Speaker"


def choose_online(people: Iterable[Person]) -> None:
    """Let some of those who live far away take part by video."""
    chosen: Counter[str] = Counter()
    for person in people:
        country = person.organisation.country
        is_far = country in ONLINE_COUNTRIES and person.role == "Visitor"
        if is_far and chosen[country] < ONLINE_PER_COUNTRY:
            chosen[country] += 1
            person.is_online = True
            person.available = None if country == "Ukraine" else FAR_EAST_HOURS


def choose_cancelled(people: Iterable[Person], rng: Random) -> None:
    """Let a few visitors cancel."""
    visitors = [person for person in people if person.is_always_there and person.role == "Visitor"]
    for person in rng.sample(visitors, k=CANCELLED):
        person.has_cancelled = True


def choose_short_visits(people: Iterable[Person], rng: Random) -> None:
    """Let a few come late or leave early."""
    visitors = [person for person in people if person.is_always_there and person.role == "Visitor"]
    chosen = rng.sample(visitors, k=len(SHORT_VISITS))
    for person, (available, not_available) in zip(chosen, SHORT_VISITS, strict=True):
        person.available, person.not_available = available, not_available


def choose_blocked(people: Sequence[Person], rng: Random) -> list[tuple[Person, Person]]:
    """Keep some apart who work in the same area."""
    rivals = [
        (one, other)
        for one, other in combinations(people, 2)
        if one.organisation.area == other.organisation.area
        and one.organisation != other.organisation
        and one.is_always_there
        and other.is_always_there
    ]
    return rng.sample(rivals, k=len(BLOCKED_REASONS))


# --- who wishes for whom --------------------------------------------------------------------------


def make_wishes(
    people: Sequence[Person],
    organisations: Sequence[Organisation],
    blocked: Sequence[tuple[Person, Person]],
    rng: Random,
) -> list[Wish]:
    """Draw all wishes, sorted by who wishes."""
    registered = [person for person in people if not person.has_cancelled]
    taken = {frozenset(pair) for pair in blocked}
    firsts = draw_first_wishes(registered, taken, rng)
    returned = [
        Wish(source=wish.target, target=wish.source)
        for wish in rng.sample(firsts, k=RETURNED_WISHES)
        if isinstance(wish.target, Person)
    ]
    grade(firsts, returned, rng)
    wishes = [
        *firsts,
        *returned,
        *wish_for_organisations(registered, organisations, firsts + returned, rng),
        *wish_in_vain(people, rng),
    ]
    for wish in rng.sample(wishes, k=len(wishes) // 12):
        wish.comment = rng.choice(COMMENTS)
    return sorted(wishes, key=lambda wish: wish.source.id)


def draw_first_wishes(
    people: Sequence[Person], taken: set[frozenset[Person]], rng: Random
) -> list[Wish]:
    """Draw wishes by appetite, fame and area, at most one between two people."""
    appetites = [person.appetite for person in people]
    pulls = {one: [one_pull(one, other) for other in people] for one in people}
    wishes: list[Wish] = []
    while len(wishes) < FIRST_WISHES:
        source = rng.choices(people, appetites)[0]
        target = rng.choices(people, pulls[source])[0]
        pair = frozenset({source, target})
        if pair not in taken:
            taken.add(pair)
            wishes.append(Wish(source=source, target=target))
    return wishes


def one_pull(source: Person, target: Person) -> float:
    """Say how much somebody is drawn to somebody else; nothing where they could never meet."""
    if source.organisation == target.organisation:
        return 0
    if source.comes_for_part and target.comes_for_part:
        return 0
    here, there = source.organisation.area, target.organisation.area
    is_near = here == there or there in AREAS[here].near or here in AREAS[there].near
    is_abroad = source.organisation.country != target.organisation.country
    return target.fame * (3 if is_near else 1) * (1.5 if is_abroad else 1)


def wish_for_organisations(
    people: Sequence[Person],
    organisations: Sequence[Organisation],
    wishes: Sequence[Wish],
    rng: Random,
) -> list[Wish]:
    """Let some wish for anyone of a larger organisation where they know nobody."""
    known = {
        (wish.source, wish.target.organisation)
        for wish in wishes
        if isinstance(wish.target, Person)
    }
    unknown = [
        (person, organisation)
        for person in people
        for organisation in organisations
        if organisation.people > 1
        and organisation != person.organisation
        and (person, organisation) not in known
        and person.is_always_there
    ]
    chosen = rng.sample(unknown, k=WISHES_FOR_ORGANISATIONS)
    return [
        Wish(source=person, target=organisation, level=draw(LEVELS, rng))
        for person, organisation in chosen
    ]


def wish_in_vain(people: Sequence[Person], rng: Random) -> list[Wish]:
    """Add the few wishes every event has that cannot be planned: `check` warns of them."""
    cancelled = [person for person in people if person.has_cancelled]
    others = [person for person in people if person.is_always_there]
    sources = rng.sample(others, k=WISHES_FOR_CANCELLED)
    for_cancelled = [
        Wish(source=source, target=cancelled[index % len(cancelled)])
        for index, source in enumerate(sources)
        if source.organisation != cancelled[index % len(cancelled)].organisation
    ]
    colleagues = [
        pair for pair in combinations(others, 2) if pair[0].organisation == pair[1].organisation
    ]
    for_colleagues = [
        Wish(source=one, target=other)
        for one, other in rng.sample(colleagues, k=WISHES_WITHIN_ORGANISATION)
    ]
    return for_cancelled + for_colleagues


def grade(firsts: Sequence[Wish], returned: Sequence[Wish], rng: Random) -> None:
    """Give levels and answers; nobody declines who wishes the same, or a must."""
    for wish in (*firsts, *returned):
        wish.level, wish.answer = draw(LEVELS, rng), draw(ANSWERS, rng)
    for wish in choose_musts(firsts, rng):
        wish.level = "must"
    two_sided = {(wish.target, wish.source) for wish in returned}
    one_sided = [
        wish
        for wish in firsts
        if (wish.source, wish.target) not in two_sided and wish.level != "must"
    ]
    for wish in rng.sample(one_sided, k=DECLINED):
        wish.answer = "declined"


def choose_musts(wishes: Sequence[Wish], rng: Random) -> Iterator[Wish]:
    """Choose what the organiser insists on: one a wisher, two a wished person, easy to keep."""
    asked: Counter[Person | Organisation] = Counter()
    has_one: set[Person] = set()
    for wish in rng.sample(wishes, k=len(wishes)):
        if len(has_one) == MUSTS:
            return
        is_easy = isinstance(wish.target, Person) and wish.target.is_always_there
        is_spare = wish.source not in has_one and asked[wish.target] <= 1
        if is_easy and is_spare and wish.source.is_always_there:
            has_one.add(wish.source)
            asked[wish.target] += 1
            yield wish


def draw(shares: dict[str | None, int], rng: Random) -> str | None:
    """Draw a word by its share."""
    return rng.choices(list(shares), list(shares.values()))[0]


def limit_meetings(people: Sequence[Person], wishes: Sequence[Wish]) -> None:
    """Spare the most wanted, and let exhibitors ask for more than the event's minimum."""
    wanted = Counter(wish.target.id for wish in wishes if isinstance(wish.target, Person))
    popular = dict(wanted.most_common(POPULAR))
    for person in people:
        if person.id in popular:
            person.max_meetings = THEIR_MAXIMUM
        elif person.role == "Speaker":
            person.max_meetings = 8
        if person.role == "Exhibitor":
            person.min_meetings = 4


# --- appointments ---------------------------------------------------------------------------------

Appointment = tuple[Person, Person, date, time, str | None]


def fix_appointments(wishes: Sequence[Wish]) -> list[Appointment]:
    """Give each fixed time to a strong wish of two people who have no other."""
    busy: set[Person] = set()
    fixed = []
    for day, start, table in FIXED_TIMES:
        source, target = next(
            (wish.source, wish.target)
            for wish in wishes
            if isinstance(wish.target, Person)
            and (wish.level in {"must", "high"})
            and wish.source.is_always_there
            and wish.target.is_always_there
            and not {wish.source, wish.target} & busy
            and owners_of(wish) == ({BOOTHS[table]} if table in BOOTHS else set())
        )
        busy |= {source, target}
        fixed.append((source, target, day, start, table))
    return fixed


def owners_of(wish: Wish) -> set[str]:
    """Name the organisations of the two that have a booth."""
    target = wish.target.organisation if isinstance(wish.target, Person) else wish.target
    return {wish.source.organisation.name, target.name} & set(BOOTHS.values())


# --- the rows of each sheet -----------------------------------------------------------------------


def timetable_rows(people: Iterable[Person]) -> list[Row]:
    """Put the ids of those who pitch in their place."""
    pitching = "; ".join(person.id for person in people if person.pitches)
    rows = [[pitching if value == PITCHING else value for value in item] for item in TIMETABLE]
    return [("Date", "From", "To", "Kind", "Label", "Who"), *rows]


def table_rows(people: Iterable[Person]) -> list[Row]:
    """List every table with its area and owner."""
    person_of = {person.organisation.name: person.id for person in people}
    owners = {
        table: person_of[name] if name == ONE_PERSON_EXHIBITOR else name
        for table, name in BOOTHS.items()
    }
    rows = [
        (table, area, owners.get(table), 1, TABLES_OFF.get(table))
        for area, tables in TABLES
        for table in tables
    ]
    return [("Table", "Area", "Reserved for", "Meetings at once", "Not available"), *rows]


def organisation_rows(organisations: Iterable[Organisation]) -> list[Row]:
    """List every organisation by name."""
    rows = [
        (each.name, ALSO_WRITTEN.get(each.name), each.type, each.cluster, each.country)
        for each in sorted(organisations, key=lambda each: each.name)
    ]
    return [("Name", "Also written", "Type", "Cluster", "Country"), *rows]


def participant_rows(people: Iterable[Person]) -> list[Row]:
    """List everyone in the order of registration."""
    columns = (
        "ID, First name, Last name, E-mail, Organisation, Organisation type, Participation type, "
        "Cluster, Country, Languages, Areas of activity, Offers, Seeks, Available, Not available, "
        "Max meetings, Min meetings, Attendance, Status, Agenda language"
    )
    return [columns.split(", "), *(participant_row(person) for person in people)]


def participant_row(person: Person) -> Row:
    """Write one registration."""
    organisation = person.organisation
    return (
        person.id,
        person.first_name,
        person.last_name,
        person.email,
        person.organisation_as_typed,
        organisation.type,
        person.role,
        organisation.cluster,
        organisation.country,
        person.languages,
        person.areas,
        person.offers,
        person.seeks,
        person.available,
        person.not_available,
        person.max_meetings,
        person.min_meetings,
        "online" if person.is_online else "on site",
        "cancelled" if person.has_cancelled else "registered",
        "de" if HOME_LANGUAGE[organisation.country] == "de" else "en",
    )


def interest_rows(wishes: Iterable[Wish], rng: Random) -> list[Row]:
    """List every wish; some name people by e-mail, as exports do."""
    rows = [
        (
            id_or_email(wish.source, rng),
            id_or_email(wish.target, rng) if isinstance(wish.target, Person) else wish.target.name,
            wish.level,
            wish.answer,
            wish.comment,
        )
        for wish in wishes
    ]
    return [("From", "To", "Level", "Answer", "Comment"), *rows]


def id_or_email(person: Person, rng: Random) -> str:
    """Name a person by id, now and then by e-mail."""
    return person.email if rng.random() < 0.04 else person.id  # noqa: PLR2004


def blocked_rows(blocked: Iterable[tuple[Person, Person]]) -> list[Row]:
    """List who is kept apart, and why."""
    pairs = zip(blocked, BLOCKED_REASONS, strict=True)
    return [("A", "B", "Reason"), *((one.id, two.id, reason) for (one, two), reason in pairs)]


def fixed_rows(fixed: Iterable[Appointment]) -> list[Row]:
    """List the fixed appointments."""
    rows = ((one.id, other.id, day, start, table) for one, other, day, start, table in fixed)
    return [("A", "B", "Date", "Time", "Table"), *rows]


# --- plain letters --------------------------------------------------------------------------------

# fmt: off
LETTERS = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ı": "i", "ø": "o",
    "а": "a", "б": "b", "в": "v", "г": "h", "д": "d", "е": "e", "ж": "zh", "и": "y", "і": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "ь": "", "я": "ia",
    "α": "a", "γ": "g", "δ": "d", "ε": "e", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y",
})
# fmt: on


def ascii_slug(text: str, between: str) -> str:
    """Write a name in plain small letters, with `between` for spaces and hyphens."""
    composed = unicodedata.normalize("NFC", text.casefold().replace("ß", "ss"))
    latin = composed.translate(LETTERS)
    plain = unicodedata.normalize("NFKD", latin).translate(LETTERS)
    words = plain.encode("ascii", "ignore").decode().replace("-", " ").split()
    return between.join("".join(filter(str.isalnum, word)) for word in words)


if __name__ == "__main__":
    main()
