-- Volunteer cards. A row is one place in the city's status list: it keeps its number for ever, is
-- revoked at most once, and its credential is renewed in place.
CREATE TABLE cards (
    id          BIGINT NOT NULL PRIMARY KEY,        -- the place: 0, 1, 2 … without gaps
    person      BIGINT NOT NULL REFERENCES people (id),
    class       TEXT   NOT NULL,                    -- device | prefetched | printed
    device_key  BYTEA,                              -- the phone's public key; none for the other classes
    session     BIGINT,                             -- the browser it is on; none on paper
    device      TEXT   NOT NULL,
    enrolled_at BIGINT NOT NULL,
    issued_at   BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    credential  BYTEA  NOT NULL,                    -- as last issued
    revoked_at  BIGINT,
    reason      TEXT                                -- moved | renewed | given_up | taken
);
CREATE INDEX cards_by_person ON cards (person, id);
CREATE INDEX cards_revoked ON cards (id) WHERE revoked_at IS NOT NULL;
CREATE UNIQUE INDEX cards_one_on_a_phone ON cards (person) WHERE revoked_at IS NULL AND class <> 'printed';
CREATE UNIQUE INDEX cards_one_on_paper ON cards (person) WHERE revoked_at IS NULL AND class = 'printed';

-- One row: the place of the next card.
CREATE TABLE card_places (
    next BIGINT NOT NULL
);
INSERT INTO card_places (next) VALUES (0);

-- How often somebody has done on one day what is limited.
CREATE TABLE card_counts (
    person BIGINT NOT NULL REFERENCES people (id),
    day    BIGINT NOT NULL,
    what   TEXT   NOT NULL,                         -- move | slots | paper | enrol
    count  BIGINT NOT NULL,
    PRIMARY KEY (person, day, what)
);
CREATE INDEX card_counts_by_age ON card_counts (day);

-- How the code of a scan, and of the scan that opened a record, was shown; none for a record that
-- nobody scanned, and for a text that is no code.
ALTER TABLE scans ADD COLUMN method TEXT;           -- device | prefetched | paper | typed
ALTER TABLE records ADD COLUMN method TEXT;
