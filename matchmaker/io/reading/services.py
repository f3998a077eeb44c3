"""The table of services: to know another one is to write one row here.

Every heading is as the service, its documentation or its source writes it; where none is published,
the row says where its headings come from. Case, accents and marks do not count.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from matchmaker.text import fold, is_question

Spellings = tuple[str, ...]
"""Ways to write one heading or value."""


@dataclass(frozen=True)
class Service:
    """What an export of a service looks like.

    Parameters
    ----------
    name : str
        What the service calls itself.
    signs : tuple of tuple of str
        By which it is known: of each of these, one heading must be there.
    columns : mapping of str to tuple of str
        The headings of each column of ours, those that count more first; `name` is a full name.
    values : mapping of str to mapping of str to tuple of str
        Its words for ours, by column: `status` or `answer`, and our word.
    mark : str
        What stands between several answers in one cell, beside a semicolon.
    is_form : bool
        Whether whoever fills in the form is told apart from what is asked: questions count more.
    sheet : str
        The sheet of ours that its rows belong to.
    booked_by : tuple of str
        The headings of an address or number that is that of whoever booked, maybe for others.
    """

    name: str
    signs: tuple[Spellings, ...]
    columns: Mapping[str, Spellings]
    values: Mapping[str, Mapping[str, Spellings]] = field(default_factory=dict)
    mark: str = ";"
    is_form: bool = False
    sheet: str = "participants"
    booked_by: Spellings = ()

    def is_known_by(self, headings: Container[str]) -> bool:
        """Whether folded headings are those of this service."""
        return all(any(fold(word) in headings for word in words) for words in self.signs)

    def column(self, heading: str) -> tuple[str, int]:
        """Find our column of a folded heading, and its rank there; an empty key for none."""
        for key, spellings in self.columns.items():
            for rank, spelling in enumerate(spellings):
                if fold(spelling) == heading:
                    return key, rank
        return "", 0

    def value(self, column: str, written: str) -> str:
        """Find our word for a value; empty for none."""
        known = {} if is_question(written) else self.values.get(column, {})
        return next((k for k, words in known.items() if fold(written) in map(fold, words)), "")


CANCELLED_MEETING = "cancelled"
"""Beside our answers: a meeting that is no more, which is neither a wish nor a refusal."""
UNPAID, NOT_VALIDATED = "unpaid", "not_validated"
"""Beside our words for a status: who has not paid yet, and whom the organiser has not admitted."""

NOT_THERE: Spellings = ("Canceled", "Cancelled", "Rejected", "Declined", "Deleted", "storniert")
ATTENDANCE: Mapping[str, Spellings] = {
    "on_site": ("On-site", "On site", "In-person", "In person", "Physical", "Präsenz"),
    "online": ("Remote", "Virtual", "Online", "Digital"),
}
ANSWERS: Mapping[str, Spellings] = {
    "accepted": (
        *("Accepted", "Confirmed", "Scheduled", "Booked", "Completed", "Attended"),
        *("angenommen", "bestätigt", "zugesagt", "vereinbart", "geplant"),
    ),
    "pending": ("Pending", "Requested", "Open", "Waiting", "Sent", "offen", "ausstehend"),
    "declined": ("Declined", "Rejected", "Refused", "abgelehnt"),
    CANCELLED_MEETING: ("Canceled", "Cancelled", "Expired", "storniert", "abgesagt"),
}
"""What b2match, Brella, Grip and Swapcard call the states of a meeting in their help pages."""

HOSTS: Spellings = (
    *("Host", "Sender", "Requester", "Initiator", "Organizer", "Organiser"),
    *("Gastgeber", "Absender", "Organisator"),
)
GUESTS: Spellings = (
    *("Guest", "Receiver", "Recipient", "Invitee", "Participant"),
    *("Gast", "Empfänger", "Teilnehmer"),
)
NAMES: Spellings = ("", "name", "full name")
ADDRESSES: Spellings = ("email", "email address")
COMPANIES: Spellings = ("organization", "organisation", "organization name", "company")


def _of(people: Spellings, what: Spellings) -> Spellings:
    return tuple(f"{person} {part}".strip() for person, part in product(people, what))


MEETINGS: Mapping[str, Spellings] = {
    "from": _of(HOSTS, NAMES),
    "from_email": _of(HOSTS, ADDRESSES),
    "from_organisation": _of(HOSTS, COMPANIES),
    "to": _of(GUESTS, NAMES),
    "to_email": _of(GUESTS, ADDRESSES),
    "to_organisation": _of(GUESTS, COMPANIES),
    "answer": ("Status", "Meeting status", "State"),
    "when": (
        *("Date", "Start", "Start time", "Start date", "Time", "Scheduled time", "Datum", "Beginn"),
        *("Uhrzeit", "Table", "Tisch", "Location", "Ort"),
    ),
    "comment": ("Message", "Comment", "Note", "Nachricht", "Kommentar"),
}


def _meetings(name: str, hosts: Spellings, guests: Spellings) -> Service:
    """Know a list of meetings by its two sides."""
    sides = (_of(people, NAMES + ADDRESSES) for people in (hosts, guests))
    signs = (*sides, *(((*MEETINGS["answer"],),) if name else ()))
    return Service(name, signs, MEETINGS, {"answer": ANSWERS}, sheet="interests")


SERVICES: tuple[Service, ...] = (
    # Headings: support.b2match.com, "Importing Contacts by Using Microsoft Excel"; the words of
    # Registration, Attendance and Activation: help.b2match.com, "Understanding b2match
    # Participants". No list of the columns of its export is published.
    Service(
        "b2match",
        (
            ("Organization name", "Organisation name"),
            ("Job description", "Areas of activities", "Organization type", "Participation type"),
            ("Registration", "Validated", "Activated", "Organization description", "Attendance"),
        ),
        {
            "first_name": ("First name",),
            "last_name": ("Last name",),
            "email": ("Email", "Email address"),
            "organisation": ("Organization name", "Organisation name"),
            "organisation_type": ("Organization type",),
            "participation_type": ("Participation type",),
            "country": ("Country",),
            "phone": ("Phone number",),
            "areas": ("Areas of activities", "Areas of activity"),
            "attendance": ("Attendance", "Attendance type"),
            "status": ("Registration", "Registration status", "Validated", "Activated"),
        },
        {
            "attendance": ATTENDANCE,
            "status": {
                "registered": ("Registered", "Yes", "Activated", "Validated"),
                "cancelled": NOT_THERE,
                NOT_VALIDATED: ("No", "Not activated", "Not validated"),
            },
        },
    ),
    # Host and Guest, Pending, Accepted and Canceled: help.b2match.com, "Meetings Overview";
    # requester and receiver: developer.brella.io; sender and receiver are what others call them.
    # Nobody publishes the columns of a list of meetings: any with two such sides is read.
    _meetings("b2match", ("Host",), ("Guest",)),
    _meetings("Brella", ("Requester",), ("Receiver",)),
    _meetings("", HOSTS, GUESTS),
    # Headings: help.brella.io, "Invite-only: Generate unique join codes & links by importing a csv
    # file", whose template is what its export of invites looks like. Group: "What are Groups?".
    Service(
        "Brella",
        (("Join code", "Join URL", "External ID"), ("First name",), ("Company",), ("Title",)),
        {
            "first_name": ("First name",),
            "last_name": ("Last name",),
            "email": ("Email",),
            "organisation": ("Company",),
            "participation_type": ("Group",),
            "attendance": ("Attendance type",),
        },
        {"attendance": ATTENDANCE},
    ),
    # The fields of a profile: support.grip.events, "How Do I Manage Data Profiles on the Grip
    # Dashboard?". Its template of columns is made for each event and not published.
    Service(
        "Grip",
        (
            ("Company name", "Company"),
            ("Headline", "Badge scan ID", "Registration ID"),
            ("First name",),
        ),
        {
            "first_name": ("First name",),
            "last_name": ("Last name",),
            "email": ("Email", "Email address"),
            "organisation": ("Company name", "Company"),
            "participation_type": ("Data type",),
            "country": ("Country",),
        },
    ),
    # The fields of a person (profile, contact details, groups, registration status, source):
    # help.swapcard.com, "Adding and Managing People", and the release notes on Source Details. The
    # columns of its export are not published.
    Service(
        "Swapcard",
        (("Organization", "Company"), ("Groups", "Group"), ("Source", "Registration status")),
        {
            "first_name": ("First name",),
            "last_name": ("Last name",),
            "email": ("Email", "Contact email"),
            "organisation": ("Organization", "Company"),
            "participation_type": ("Groups", "Group"),
            "country": ("Country",),
            "status": ("Registration status",),
        },
        {
            "status": {
                "registered": ("Registered", "Confirmed", "Active"),
                "cancelled": NOT_THERE,
                NOT_VALIDATED: ("Pending", "Not registered", "Waiting list"),
            }
        },
    ),
    # Headings: pretix/base/exporters/orderlist.py, sheet "Order positions", and its German
    # translation (locale/de/LC_MESSAGES/django.po). The first Company is the attendee's, the second
    # that of the invoice.
    Service(
        "pretix",
        (
            ("Order code", "Bestellnummer", "Bestellcode"),
            ("Position ID", "Position", "Positions-ID"),
            ("Attendee name", "Name Teilnehmer*in", "Teilnehmername"),
        ),
        {
            "name": ("Attendee name", "Name Teilnehmer*in", "Teilnehmername"),
            "first_name": (
                *("Attendee name: Given name", "Attendee name: First name"),
                *("Name Teilnehmer*in: Vorname", "Teilnehmername: Vorname"),
            ),
            "last_name": (
                *("Attendee name: Family name", "Attendee name: Last name"),
                *("Name Teilnehmer*in: Nachname", "Teilnehmername: Nachname"),
            ),
            "email": (
                *("Attendee email", "E-Mail Teilnehmer*in", "Teilnehmer-E-Mail"),
                *("Email", "E-Mail"),
            ),
            "organisation": ("Company", "Firma"),
            "country": ("Country", "Land"),
            "phone": ("Phone number", "Telefonnummer"),
            "participation_type": ("Product", "Produkt"),
            "status": ("Status",),
        },
        {
            "status": {
                "registered": ("paid", "bezahlt", "approved", "valid"),
                "cancelled": (
                    *("canceled", "cancelled", "storniert", "expired", "abgelaufen", "denied"),
                    "abgelehnt",
                ),
                UNPAID: (
                    *("pending", "ausstehend", "pending (overdue)", "pending (confirmed)"),
                    *("unbezahlt", "offen", "überfällig", "ausstehend (überfällig)"),
                ),
                NOT_VALIDATED: ("approval pending", "Freigabe ausstehend"),
            }
        },
        mark=",",
        booked_by=("Email", "E-Mail", "Phone number", "Telefonnummer"),
    ),
    # Headings: attendee reports as their users publish them; the words of Attendee Status:
    # eventbrite.com/help, "Glossary of order and attendee statuses in event reports".
    Service(
        "Eventbrite",
        (
            ("Order #", "Order No.", "Order ID", "Bestellnr.", "Bestellnummer"),
            ("Ticket type", "Attendee #", "Attendee Status", "Ticketart", "Tickettyp"),
            ("First Name", "Attendee first name", "Vorname"),
        ),
        {
            "first_name": ("Attendee first name", "First Name", "Vorname"),
            "last_name": (
                *("Attendee last name", "Attendee surname", "Last Name", "Surname", "Nachname"),
            ),
            "email": ("Attendee email", "Email", "Email address", "E-Mail"),
            "organisation": ("Company", "Firma", "Unternehmen"),
            "country": ("Work Country", "Home Country"),
            "phone": ("Cell Phone", "Work Phone", "Phone Number"),
            "participation_type": ("Ticket type", "Ticketart", "Tickettyp"),
            "status": ("Attendee Status", "Teilnehmerstatus", "Status"),
        },
        {
            "status": {
                "registered": (
                    "Attending",
                    "Checked In",
                    "Completed",
                    "nimmt teil",
                    "eingecheckt",
                ),
                "cancelled": (
                    *NOT_THERE,
                    *("Not Attending", "Refunded", "Transferred", "Refunded/Canceled"),
                    *("nimmt nicht teil", "erstattet", "Abandoned"),
                ),
                UNPAID: ("Unpaid", "Pending", "unbezahlt"),
            }
        },
        mark=",",
    ),
    # Headings: workbooks of answers as their users publish them, in English and German. Several
    # answers in one cell stand as "a;b;".
    Service(
        "Microsoft Forms",
        (
            ("Start time", "Startzeit"),
            ("Completion time", "Fertigstellungszeit", "Abschlusszeit"),
        ),
        {"name": ("Name",), "email": ("Email", "E-Mail")},
        is_form=True,
    ),
    # Headings: sheets of answers as their users publish them, in English and German. Several
    # answers in one cell stand as "a, b"; a row of a grid of check boxes is "Question [row]".
    Service(
        "Google Forms",
        (("Timestamp", "Zeitstempel"),),
        {"email": ("Email Address", "Email", "E-Mail-Adresse", "Username", "Nutzername")},
        mark=",",
        is_form=True,
    ),
)

LIST = Service(
    "",
    (),
    {},
    {"status": {"cancelled": NOT_THERE}, "attendance": ATTENDANCE, "answer": ANSWERS},
)
"""A list of no service: its headings are ours, or those that the organiser has mapped."""


def service_of(headings: Iterable[str]) -> Service | None:
    """Tell whose export has these headings; of several, the one with most signs."""
    folded = frozenset(map(fold, headings))
    known = [service for service in SERVICES if service.is_known_by(folded)]
    return max(known, key=lambda service: len(service.signs), default=None)


def word_of(column: str, written: str) -> str:
    """Find our word for what any service writes; empty where they mean several, or none."""
    words = {service.value(column, written) for service in (*SERVICES, LIST)} - {""}
    return words.pop() if len(words) == 1 else ""
