-- An activity has a board of its own: what a leader's phone has scanned wherever no station is.
CREATE INDEX scans_by_activity ON scans (activity, scanned_at) WHERE activity IS NOT NULL;

-- A record entered by hand is of a shift, and by it of an activity and perhaps of a station: it needs no station of its own.
CREATE TABLE entries_anew (
    id         BIGINT NOT NULL PRIMARY KEY,
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
INSERT INTO entries_anew (id, shift, person, starts_at, ends_at, reason, entered_by, entered_at, decided_by, decided_at, record)
    SELECT id, shift, person, starts_at, ends_at, reason, entered_by, entered_at, decided_by, decided_at, record FROM entries;
DROP TABLE entries;
ALTER TABLE entries_anew RENAME TO entries;
CREATE INDEX entries_waiting ON entries (shift, id) WHERE decided_at IS NULL;
