-- Changing what is published, review before publishing, and a team's words to its people. activities.status is now one of
-- draft | in_review | published | cancelled.
ALTER TABLE activities ADD COLUMN revision BIGINT NOT NULL DEFAULT 1; -- counts the changes
ALTER TABLE activities ADD COLUMN submitted_by BIGINT;                -- in_review: who handed it in, and is told
ALTER TABLE sign_ups ADD COLUMN moved BIGINT NOT NULL DEFAULT 0;      -- 1: the shift was moved after signing up, giving back is never late

-- What was changed, by whom. Never changed itself.
CREATE TABLE activity_changes (
    id       BIGINT NOT NULL PRIMARY KEY,
    activity BIGINT NOT NULL REFERENCES activities (id),
    revision BIGINT NOT NULL,                      -- the activity's from then on
    at       BIGINT NOT NULL,
    actor    BIGINT NOT NULL REFERENCES people (id),
    changes  TEXT   NOT NULL                       -- domain::activity::Change as a JSON list
);
CREATE INDEX activity_changes_by_activity ON activity_changes (activity, id);

-- Activities that a team keeps as patterns for others.
CREATE TABLE activity_templates (
    activity BIGINT NOT NULL PRIMARY KEY REFERENCES activities (id),
    team     BIGINT NOT NULL REFERENCES teams (id),
    name     TEXT   NOT NULL
);
CREATE INDEX activity_templates_by_team ON activity_templates (team, name);

-- What a team told people on its roster, for the limit of an hour and a day.
CREATE TABLE team_messages (
    id       BIGINT NOT NULL PRIMARY KEY,
    activity BIGINT NOT NULL REFERENCES activities (id),
    at       BIGINT NOT NULL,
    actor    BIGINT NOT NULL REFERENCES people (id),
    people   BIGINT NOT NULL,                      -- how many it went to
    text     TEXT   NOT NULL
);
CREATE INDEX team_messages_by_activity ON team_messages (activity, at);

-- Whether a shift that is left out was ever anybody's.
CREATE INDEX entries_by_shift ON entries (shift);
