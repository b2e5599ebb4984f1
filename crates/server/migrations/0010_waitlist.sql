-- The waiting list, sign-ups that the team approves, and why a sign-up ended. sign_ups.status is now one of
-- pending | confirmed | waitlisted | offered | cancelled | attended, and shifts.taken counts all that hold a place: pending,
-- confirmed, offered and attended.
ALTER TABLE sign_ups ADD COLUMN line BIGINT;                       -- waitlisted: the place in line, the lowest first
ALTER TABLE sign_ups ADD COLUMN resting BIGINT NOT NULL DEFAULT 0; -- waitlisted, 1: let a place go and is not asked until another becomes free
ALTER TABLE sign_ups ADD COLUMN offer_until BIGINT;                -- offered: the place is held until then
ALTER TABLE sign_ups ADD COLUMN ending TEXT;                       -- cancelled: withdrawn | late | declined | called_off | closed
ALTER TABLE sign_ups ADD COLUMN reason TEXT;                       -- declined: what the team said

CREATE INDEX sign_ups_waiting ON sign_ups (shift, line) WHERE status = 'waitlisted';
CREATE INDEX sign_ups_offered ON sign_ups (offer_until, shift) WHERE status = 'offered';
CREATE INDEX sign_ups_pending ON sign_ups (shift) WHERE status = 'pending';

-- Whoever settles the line of a shift takes it until then; if they vanish, another takes it after.
ALTER TABLE shifts ADD COLUMN leased_until BIGINT NOT NULL DEFAULT 0;
