-- Signing up with answers and companions, in the name of the team, by way of a stand-in or a guardian; and what is known of a
-- volunteer that activities ask for. shifts.taken counts places: sign_ups.places of all that hold any.
ALTER TABLE sign_ups ADD COLUMN places BIGINT NOT NULL DEFAULT 1; -- the person's own, and one for each companion
ALTER TABLE sign_ups ADD COLUMN joining TEXT;                     -- domain::sign_up::Joining as JSON: answers and companions, if any
ALTER TABLE sign_ups ADD COLUMN by_team TEXT;                     -- why the team signed the person up itself

ALTER TABLE people ADD COLUMN languages TEXT NOT NULL DEFAULT '[]'; -- what they state: domain::activity::ServiceLanguage as JSON

-- Who belongs to a team.
CREATE TABLE team_members (
    team     BIGINT NOT NULL REFERENCES teams (id),
    person   BIGINT NOT NULL REFERENCES people (id),
    added_by BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (team, person)
);

-- Trainings and qualifications of the city's list, each attested by a team.
CREATE TABLE qualifications (
    person        BIGINT NOT NULL REFERENCES people (id),
    qualification TEXT   NOT NULL,
    team          BIGINT NOT NULL REFERENCES teams (id),
    attested_by   BIGINT NOT NULL,
    attested_at   BIGINT NOT NULL,
    PRIMARY KEY (person, qualification, team)
);
CREATE INDEX qualifications_by_team ON qualifications (team, person);

-- A place that its holder wants to hand on, to one person or to whoever takes it; the shift's begin ends it.
CREATE TABLE stand_ins (
    sign_up BIGINT NOT NULL PRIMARY KEY REFERENCES sign_ups (id),
    person  BIGINT,
    made_at BIGINT NOT NULL
);

-- The code with which a minor asks a guardian to agree; one of each minor holds.
CREATE TABLE guardian_codes (
    minor      BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    code_hash  BYTEA  NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

-- The consent ledger of guardians: rows are added and withdrawn, never changed otherwise or removed.
CREATE TABLE guardian_consents (
    id           BIGINT NOT NULL PRIMARY KEY,
    minor        BIGINT NOT NULL REFERENCES people (id),
    guardian     BIGINT NOT NULL REFERENCES people (id),
    purpose      TEXT   NOT NULL,                 -- taking_part | personal_data
    version      TEXT   NOT NULL,
    given_at     BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX guardian_consents_by_minor ON guardian_consents (minor, guardian);
CREATE INDEX guardian_consents_by_guardian ON guardian_consents (guardian, minor);
