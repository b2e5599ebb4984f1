"""Reads calendars as an app does and prints what it understood, as JSON: one line for each file named.

Other people's libraries read them: icalendar parses, recurring-ical-events says what is on when.
"""

import json
import sys
from datetime import datetime, timezone
from pathlib import Path

import icalendar
import recurring_ical_events

FROM, UNTIL = datetime(2000, 1, 1, tzinfo=timezone.utc), datetime(2100, 1, 1, tzinfo=timezone.utc)


def entry(event):
    """What a calendar app keeps of an entry; instants in milliseconds."""
    ms = lambda name: round(event.decoded(name).timestamp() * 1000)
    geo = event.get("GEO")
    return {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "stamp": ms("DTSTAMP"),
        "start": ms("DTSTART"),
        "end": ms("DTEND"),
        "status": str(event["STATUS"]),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "location": str(event["LOCATION"]),
        "geo": [geo.latitude, geo.longitude] if geo else None,
        "url": str(event["URL"]) if "URL" in event else None,
    }


def read(file):
    content = Path(file).read_bytes()
    for line in content.split(b"\r\n"):
        assert len(line) <= 75, f"a line of {len(line)} octets in {file}"
        line.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(content)
    faults = [fault for component in calendar.walk() for fault in component.errors]
    assert not faults, f"{file}: {faults}"
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"], file
    events = calendar.walk("VEVENT")
    on = recurring_ical_events.of(calendar).between(FROM, UNTIL)
    assert sorted(str(e["UID"]) for e in on) == sorted(str(e["UID"]) for e in events), file
    return [entry(event) for event in events]


if __name__ == "__main__":
    for file in sys.argv[1:]:
        print(json.dumps(read(file), ensure_ascii=False))
