-- A guardian signs up together with the minors they answer for: one party, which is let in, waits and is offered places as one.
ALTER TABLE sign_ups ADD COLUMN party BIGINT; -- of a minor: the guardian's sign-up, whose places are those of all; the minor's own are 0
CREATE INDEX sign_ups_by_party ON sign_ups (party) WHERE party IS NOT NULL;

ALTER TABLE guardian_consents ADD COLUMN sign_up BIGINT; -- the minor's sign-up, when it was agreed to by making it; else it is general
