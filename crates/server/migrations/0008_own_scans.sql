-- A volunteer's own phone has read a kiosk's code (side = 'volunteer'): one person reads one code once, however often it is sent.
-- `scanned_at` is the code's own moment, and `device` the kiosk that shows it.
CREATE UNIQUE INDEX scans_of_own_phone ON scans (person, device, scanned_at) WHERE side = 'volunteer';
