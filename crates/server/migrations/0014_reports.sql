-- What people find wrong with activities. A report waits until somebody of the division has answered it.
CREATE TABLE reports (
    id         BIGINT PRIMARY KEY,
    activity   BIGINT NOT NULL REFERENCES activities (id),
    reporter   BIGINT NOT NULL REFERENCES people (id),
    at         BIGINT NOT NULL,
    kind       TEXT NOT NULL,           -- wrong | not_held | unsafe | money | other
    words      TEXT,
    settled_at BIGINT,
    settled_by BIGINT REFERENCES people (id),
    answer     TEXT
);
CREATE UNIQUE INDEX reports_waiting ON reports (activity, reporter) WHERE settled_at IS NULL;
CREATE INDEX reports_by_id ON reports (id) WHERE settled_at IS NULL;
CREATE INDEX reports_by_reporter ON reports (reporter, at);
