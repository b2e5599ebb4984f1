-- Records entered by hand (evidence grade D). One counts only after somebody else has approved it.
CREATE TABLE entries (
    id         BIGINT NOT NULL PRIMARY KEY,
    station    BIGINT NOT NULL REFERENCES stations (id),
    shift      BIGINT NOT NULL REFERENCES shifts (id),
    person     BIGINT NOT NULL REFERENCES people (id),
    starts_at  BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    reason     TEXT   NOT NULL,
    entered_by BIGINT NOT NULL,
    entered_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    record     BIGINT                               -- what came of it; none when it was refused
);
CREATE INDEX entries_waiting ON entries (station, id) WHERE decided_at IS NULL;

-- How a kiosk is, by its own account.
ALTER TABLE kiosks ADD COLUMN report TEXT NOT NULL DEFAULT '{}';   -- domain::kiosk::KioskReport as JSON
