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

-- A reminder is given once for each sign-up and instant.
CREATE TABLE reminders (
    sign_up BIGINT NOT NULL REFERENCES sign_ups (id),
    due_at  BIGINT NOT NULL,
    PRIMARY KEY (sign_up, due_at)
);
CREATE INDEX sign_ups_coming ON sign_ups (starts_at, id) WHERE status = 'confirmed';

-- 1: it was looked at by which ways beside the inbox the message goes, and the deliveries are made. What was told before there
-- were other ways stays in the inbox.
ALTER TABLE messages ADD COLUMN spread BIGINT NOT NULL DEFAULT 0;
UPDATE messages SET spread = 1;
CREATE INDEX messages_to_spread ON messages (id) WHERE spread = 0;

CREATE TABLE deliveries (
    message      BIGINT NOT NULL REFERENCES messages (id),
    channel      TEXT   NOT NULL,                   -- push | sms | email
    state        TEXT   NOT NULL,                   -- waiting | sent | failed | given_up
    attempts     BIGINT NOT NULL DEFAULT 0,
    next_at      BIGINT NOT NULL,                   -- not tried before then
    over_at      BIGINT,                            -- from then on nobody needs it any more
    fault        TEXT,                              -- domain::notice::DeliveryFault
    leased_until BIGINT NOT NULL DEFAULT 0,         -- whoever tries it has it until then
    changed_at   BIGINT NOT NULL,
    PRIMARY KEY (message, channel)
);
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state IN ('waiting', 'failed');

-- How somebody wants to be told; who has no row is told as the policy says.
CREATE TABLE notice_settings (
    person      BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    language    TEXT   NOT NULL,
    by_sms      BIGINT NOT NULL,
    by_email    BIGINT NOT NULL,
    quiet_from  BIGINT NOT NULL,                    -- minutes after midnight
    quiet_until BIGINT NOT NULL
);

CREATE TABLE emails (
    person       BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    sealed       BYTEA  NOT NULL,
    confirmed_at BIGINT NOT NULL
);

-- A browser that is told; it is no more once its session was ended.
CREATE TABLE push_browsers (
    id            BIGINT NOT NULL PRIMARY KEY,
    person        BIGINT NOT NULL REFERENCES people (id),
    session       BIGINT NOT NULL REFERENCES sessions (id),
    endpoint      TEXT   NOT NULL,
    endpoint_hash BYTEA  NOT NULL UNIQUE,
    public_key    BYTEA  NOT NULL,
    shared        BYTEA  NOT NULL
);
CREATE INDEX push_browsers_by_person ON push_browsers (person, id);
