-- What a believed scan says, so that all of a person's can be read together (domain::check_in::read).
-- A scan without a meaning was refused, or is of nobody: it never counts.
ALTER TABLE scans ADD COLUMN station BIGINT;                       -- where it was made; none on a leader's phone
ALTER TABLE scans ADD COLUMN activity BIGINT;                      -- a leader's: whose shifts it is for
ALTER TABLE scans ADD COLUMN side TEXT NOT NULL DEFAULT 'place';   -- place | volunteer
ALTER TABLE scans ADD COLUMN chosen BIGINT;                        -- the shift chosen at the device
ALTER TABLE scans ADD COLUMN walk_in BIGINT NOT NULL DEFAULT 0;    -- 1: helps without having signed up
ALTER TABLE scans ADD COLUMN ruling TEXT;                          -- set_aside | counts: the last word about it
ALTER TABLE scans ADD COLUMN ruled_shift BIGINT;                   -- the shift it counts for
ALTER TABLE scans ADD COLUMN meaning TEXT;                         -- in | out | merged | to_be_matched | review | set_aside
ALTER TABLE scans ADD COLUMN reason TEXT;                          -- domain::check_in::ScanRefusal as JSON, of a review

UPDATE scans SET station = (SELECT k.station FROM kiosks k WHERE k.id = scans.device),
    meaning = CASE WHEN outcome LIKE '%"outcome":"checked_in"%' THEN 'in' WHEN outcome LIKE '%"outcome":"checked_out"%' THEN 'out' END;

CREATE INDEX scans_of_person ON scans (person, scanned_at) WHERE meaning IS NOT NULL;
CREATE INDEX scans_to_settle ON scans (station, scanned_at) WHERE meaning IN ('to_be_matched', 'review');
CREATE INDEX scans_by_station ON scans (station, scanned_at);

-- Every word that was said of a scan, by whom and why. Append-only.
CREATE TABLE rulings (
    id     BIGINT NOT NULL PRIMARY KEY,
    device BIGINT NOT NULL,
    scan   BIGINT NOT NULL,
    ruling TEXT   NOT NULL,                         -- set_aside | counts
    shift  BIGINT,
    actor  BIGINT NOT NULL,
    reason TEXT   NOT NULL,
    at     BIGINT NOT NULL
);
CREATE INDEX rulings_by_scan ON rulings (device, scan, id);

-- A record is what follows from a coming and a going. One without them was entered by hand.
ALTER TABLE records ADD COLUMN in_device BIGINT;
ALTER TABLE records ADD COLUMN in_scan BIGINT;
ALTER TABLE records ADD COLUMN out_device BIGINT;
ALTER TABLE records ADD COLUMN out_scan BIGINT;
ALTER TABLE records ADD COLUMN two_kiosks BIGINT NOT NULL DEFAULT 0;

UPDATE records SET
    in_device = (SELECT s.device FROM scans s WHERE s.record = records.id AND s.meaning = 'in'),
    in_scan = (SELECT s.scan FROM scans s WHERE s.record = records.id AND s.meaning = 'in'),
    out_device = (SELECT s.device FROM scans s WHERE s.record = records.id AND s.meaning = 'out'),
    out_scan = (SELECT s.scan FROM scans s WHERE s.record = records.id AND s.meaning = 'out');

ALTER TABLE records DROP COLUMN method;
ALTER TABLE scans DROP COLUMN record;
