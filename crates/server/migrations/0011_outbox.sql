-- Calendar feeds. The address follows from the seed and the key file; only its hash can be looked for.
CREATE TABLE calendars (
    person     BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    seed       BIGINT NOT NULL,
    token_hash BYTEA  NOT NULL UNIQUE,
    made_at    BIGINT NOT NULL
);

-- What calendars were last told of a sign-up: the sequence grows when that is not what is true any more.
CREATE TABLE calendar_entries (
    sign_up    BIGINT NOT NULL PRIMARY KEY REFERENCES sign_ups (id),
    digest     BYTEA  NOT NULL,
    sequence   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
