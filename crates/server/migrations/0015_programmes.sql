-- A rule is kept with the shifts that came from it (domain::recurrence::Programme).
CREATE TABLE programmes (
    position    BIGINT NOT NULL REFERENCES positions (id),
    number      BIGINT NOT NULL,                   -- its place in the position's list: shifts name it by that
    rule        TEXT   NOT NULL,                   -- an RRULE of RFC 5545
    first_day   BIGINT NOT NULL,                   -- days since 1970-01-01
    except_days TEXT   NOT NULL,                   -- days without a shift, as a JSON list
    from_minute BIGINT NOT NULL,                   -- since midnight by the city's clock
    minutes     BIGINT NOT NULL,
    capacity    BIGINT NOT NULL,
    PRIMARY KEY (position, number)
);
ALTER TABLE shifts ADD COLUMN programme BIGINT;    -- the number of the rule it came from
ALTER TABLE shifts ADD COLUMN occurrence BIGINT;   -- the day the rule made it for, whenever it is now

-- A word that sets a scan aside names no shift: the roster shows it at the one that the scan had counted for.
ALTER TABLE rulings ADD COLUMN counted_for BIGINT;
CREATE INDEX rulings_by_shift ON rulings (COALESCE(shift, counted_for));
