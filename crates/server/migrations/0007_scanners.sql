-- Phones with which leaders take scans for an activity of their own. They have no right of their own: each delivery is somebody's who
-- may manage the activity when it comes.
CREATE TABLE scanners (
    id        BIGINT NOT NULL PRIMARY KEY,
    activity  BIGINT NOT NULL REFERENCES activities (id),
    opened_by BIGINT NOT NULL REFERENCES people (id),
    opened_at BIGINT NOT NULL
);
CREATE INDEX scanners_by_opener ON scanners (opened_by, activity, opened_at);

-- A scan is made by a kiosk or by a scanner: its device is no longer a kiosk's by a foreign key, which one engine can only let go of with
-- the whole table.
CREATE TABLE scans_anew (
    device      BIGINT NOT NULL,                    -- kiosks.id or scanners.id
    scan        BIGINT NOT NULL,
    scanned_at  BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    text        TEXT   NOT NULL,
    person      BIGINT,
    outcome     TEXT   NOT NULL,                    -- domain::kiosk::ScanOutcome as JSON
    method      TEXT,                               -- device | prefetched | paper | typed
    station     BIGINT,                             -- where it was made, or where the activity is held: whose board shows it
    activity    BIGINT,                             -- a leader's: whose shifts it is for
    side        TEXT   NOT NULL DEFAULT 'place',    -- place | volunteer
    chosen      BIGINT,                             -- the shift chosen at the device
    walk_in     BIGINT NOT NULL DEFAULT 0,          -- 1: helps without having signed up
    own_hand    BIGINT NOT NULL DEFAULT 0,          -- 1: by the hand of whom it is about
    ruling      TEXT,                               -- set_aside | counts: the last word about it
    ruled_shift BIGINT,                             -- the shift it counts for
    meaning     TEXT,                               -- in | out | merged | to_be_matched | review | set_aside
    reason      TEXT,                               -- domain::check_in::ScanRefusal as JSON, of a review
    PRIMARY KEY (device, scan)
);
INSERT INTO scans_anew (device, scan, scanned_at, received_at, text, person, outcome, method, station, activity, side, chosen, walk_in, ruling, ruled_shift, meaning, reason)
    SELECT device, scan, scanned_at, received_at, text, person, outcome, method, station, activity, side, chosen, walk_in, ruling, ruled_shift, meaning, reason FROM scans;
DROP TABLE scans;
ALTER TABLE scans_anew RENAME TO scans;
CREATE INDEX scans_of_person ON scans (person, scanned_at) WHERE meaning IS NOT NULL;
CREATE INDEX scans_to_settle ON scans (station, scanned_at) WHERE meaning IN ('to_be_matched', 'review');
CREATE INDEX scans_by_station ON scans (station, scanned_at);
