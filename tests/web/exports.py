"""An export of a registration form, of people who are invented, with whom they wish to meet."""

import csv
from itertools import product
from random import Random

FIRST = ("Anna", "Ben", "Cara", "Dirk", "Ella", "Finn", "Gesa", "Hugo", "Ines", "Jan")
LAST = ("Ahorn", "Birke", "Eiche", "Fichte", "Ginster", "Hasel")
HEADINGS = ("First name", "Last name", "Email", "Company", "Whom would you like to meet?")


def write_export(path, count=60, wishes=4):
    """Write an export of so many people, each with so many wishes."""
    random = Random(count)
    names = [f"{first} {last}" for last, first in product(LAST, FIRST)][:count]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number, name in enumerate(names):
            others = random.sample([other for other in names if other != name], wishes)
            address = f"{name.replace(' ', '.').lower()}@example.org"
            first, last = name.split()
            writer.writerow([first, last, address, f"Company {number // 2}", "; ".join(others)])
