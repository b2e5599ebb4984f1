-- The key with which a kiosk signs files of scans; none for a browser that makes no keys.
ALTER TABLE kiosks ADD COLUMN public_key BYTEA;
