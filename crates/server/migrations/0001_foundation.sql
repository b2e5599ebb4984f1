-- One text for SQLite and PostgreSQL: BIGINT ids, instants in ms UTC, days since 1970-01-01,
-- flags 0/1, $1 placeholders. Phone and identity card numbers exist only as ciphertext (…_sealed)
-- and keyed blind index (…_index).

-- What the database has to remember of itself, such as which key file belongs to it.
CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE divisions (
    code         TEXT   NOT NULL PRIMARY KEY,
    name         TEXT   NOT NULL,
    parent       TEXT,
    has_children BIGINT NOT NULL
);
CREATE INDEX divisions_by_parent ON divisions (parent, code);

CREATE TABLE people (
    id               BIGINT NOT NULL PRIMARY KEY,
    kind             TEXT   NOT NULL,               -- volunteer | staff
    name             TEXT   NOT NULL,               -- volunteers: own name; staff: login name
    created_at       BIGINT NOT NULL,
    -- volunteers only
    number           TEXT UNIQUE,
    phone_sealed     BYTEA,
    phone_index      BYTEA UNIQUE,
    id_card_sealed   BYTEA,
    id_card_index    BYTEA UNIQUE,
    birth_day        BIGINT,
    division         TEXT,
    credited_minutes BIGINT NOT NULL DEFAULT 0,     -- always the sum of the person's records
    -- staff only
    login            TEXT UNIQUE,
    password_hash    TEXT
);
CREATE INDEX people_by_name ON people (name, id, division);

CREATE TABLE consents (
    person   BIGINT NOT NULL REFERENCES people (id),
    purpose  TEXT   NOT NULL,
    version  TEXT   NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (person, purpose, version)
);

CREATE TABLE grants (
    id       BIGINT NOT NULL PRIMARY KEY,
    person   BIGINT NOT NULL REFERENCES people (id),
    role     TEXT   NOT NULL,                       -- administrator | team_leader | station_keeper
    division TEXT,
    team     BIGINT,
    station  BIGINT,
    given_by BIGINT,
    given_at BIGINT NOT NULL
);
CREATE INDEX grants_by_person ON grants (person);
CREATE UNIQUE INDEX grants_once ON grants (person, role, COALESCE(division, ''), COALESCE(team, 0), COALESCE(station, 0));

CREATE TABLE sessions (
    id         BIGINT NOT NULL PRIMARY KEY,
    token_hash BYTEA  NOT NULL UNIQUE,
    person     BIGINT NOT NULL REFERENCES people (id),
    device     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX sessions_by_person ON sessions (person, created_at);

CREATE TABLE sms_codes (
    id          BIGINT NOT NULL PRIMARY KEY,
    phone_index BYTEA  NOT NULL,
    code_hash   BYTEA  NOT NULL,
    sent_at     BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    tries_left  BIGINT NOT NULL,
    used        BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sms_codes_by_phone ON sms_codes (phone_index, sent_at);

CREATE TABLE teams (
    id         BIGINT NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    form       TEXT   NOT NULL,
    org_code   TEXT,
    division   TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX teams_by_division ON teams (division, id);

CREATE TABLE stations (
    id            BIGINT NOT NULL PRIMARY KEY,
    name          TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    division      TEXT   NOT NULL,
    address       TEXT   NOT NULL,
    latitude_e7   BIGINT,
    longitude_e7  BIGINT,
    opening_hours TEXT   NOT NULL,
    created_at    BIGINT NOT NULL
);
CREATE INDEX stations_by_division ON stations (division, id);

CREATE TABLE activities (
    id           BIGINT NOT NULL PRIMARY KEY,
    team         BIGINT NOT NULL REFERENCES teams (id),
    station      BIGINT REFERENCES stations (id),
    division     TEXT   NOT NULL,
    category     TEXT   NOT NULL,
    status       TEXT   NOT NULL,                   -- draft | published | cancelled
    title        TEXT   NOT NULL,
    place        TEXT   NOT NULL,
    latitude_e7  BIGINT,
    longitude_e7 BIGINT,
    terms        TEXT   NOT NULL,                   -- domain::activity::Terms as JSON
    starts_at    BIGINT NOT NULL,                   -- begin of the first shift
    ends_at      BIGINT NOT NULL,                   -- end of the last shift
    created_at   BIGINT NOT NULL
);
CREATE INDEX activities_by_team ON activities (team, id);
CREATE INDEX activities_by_division ON activities (division, id);

CREATE TABLE positions (
    id       BIGINT NOT NULL PRIMARY KEY,
    activity BIGINT NOT NULL REFERENCES activities (id),
    name     TEXT   NOT NULL
);
CREATE INDEX positions_by_activity ON positions (activity, id);

CREATE TABLE shifts (
    id         BIGINT NOT NULL PRIMARY KEY,
    activity   BIGINT NOT NULL REFERENCES activities (id),
    position   BIGINT NOT NULL REFERENCES positions (id),
    station    BIGINT,                              -- that of the activity, for the kiosk's day
    starts_at  BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    capacity   BIGINT NOT NULL,
    taken      BIGINT NOT NULL DEFAULT 0,
    called_off BIGINT NOT NULL DEFAULT 0,           -- 1 gives no places any more, whatever is free
    CHECK (taken >= 0)                              -- the upper bound is held by the conditional write
);
CREATE INDEX shifts_by_activity ON shifts (activity, starts_at);
CREATE INDEX shifts_by_station ON shifts (station, starts_at);
CREATE INDEX shifts_by_start ON shifts (starts_at, activity);

CREATE TABLE sign_ups (
    id           BIGINT NOT NULL PRIMARY KEY,
    shift        BIGINT NOT NULL REFERENCES shifts (id),
    activity     BIGINT NOT NULL,
    person       BIGINT NOT NULL REFERENCES people (id),
    starts_at    BIGINT NOT NULL,                   -- of the shift, for the person's own list
    ends_at      BIGINT NOT NULL,
    status       TEXT   NOT NULL,                   -- confirmed | cancelled | attended
    signed_up_at BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    UNIQUE (shift, person)
);
CREATE INDEX sign_ups_by_person ON sign_ups (person, starts_at, id);
CREATE INDEX sign_ups_by_activity ON sign_ups (activity, shift);

CREATE TABLE kiosk_codes (
    code_hash  BYTEA  NOT NULL PRIMARY KEY,
    station    BIGINT NOT NULL REFERENCES stations (id),
    made_by    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE TABLE kiosks (
    id           BIGINT NOT NULL PRIMARY KEY,
    station      BIGINT NOT NULL REFERENCES stations (id),
    name         TEXT   NOT NULL,
    token_hash   BYTEA  NOT NULL UNIQUE,
    enrolled_at  BIGINT NOT NULL,
    last_seen_at BIGINT,
    revoked_at   BIGINT
);
CREATE INDEX kiosks_by_station ON kiosks (station, id);

-- Append-only: a scan is a fact, whatever came out of it.
CREATE TABLE scans (
    device      BIGINT NOT NULL REFERENCES kiosks (id),
    scan        BIGINT NOT NULL,
    scanned_at  BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    text        TEXT   NOT NULL,
    person      BIGINT,
    record      BIGINT,
    outcome     TEXT   NOT NULL,                    -- domain::kiosk::ScanOutcome as JSON
    PRIMARY KEY (device, scan)
);

CREATE TABLE records (
    id               BIGINT NOT NULL PRIMARY KEY,
    person           BIGINT NOT NULL REFERENCES people (id),
    activity         BIGINT NOT NULL REFERENCES activities (id),
    shift            BIGINT NOT NULL REFERENCES shifts (id),
    team             BIGINT NOT NULL,
    station          BIGINT,
    checked_in_at    BIGINT NOT NULL,
    checked_out_at   BIGINT,
    closes_at        BIGINT NOT NULL,               -- from then on an open record is pending
    credited_minutes BIGINT NOT NULL DEFAULT 0,
    grade            TEXT   NOT NULL,               -- A | B | C | D
    status           TEXT   NOT NULL                -- open | credited | pending | in_review
);
CREATE INDEX records_by_person ON records (person, checked_in_at, id);
CREATE INDEX records_by_activity ON records (activity, shift);
CREATE INDEX records_open ON records (station, closes_at) WHERE status = 'open';
CREATE UNIQUE INDEX records_one_open ON records (person) WHERE status = 'open';

CREATE TABLE messages (
    id      BIGINT NOT NULL PRIMARY KEY,
    person  BIGINT NOT NULL REFERENCES people (id),
    at      BIGINT NOT NULL,
    read_at BIGINT,
    content TEXT   NOT NULL                         -- domain::api::message::MessageContent as JSON
);
CREATE INDEX messages_by_person ON messages (person, id);

CREATE TABLE idempotency (
    actor        BIGINT NOT NULL,
    key          TEXT   NOT NULL,
    request_hash BYTEA  NOT NULL,
    status       BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_by_age ON idempotency (at);

-- One row for each look at another person's data, and for each change of rights and kiosks.
CREATE TABLE audit (
    id     BIGINT NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL,
    actor  BIGINT,
    person BIGINT,
    what   TEXT   NOT NULL,
    detail TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX audit_by_person ON audit (person, id);
CREATE INDEX audit_by_actor ON audit (actor, id);
