-- What one manages is listed by the begin of the first shift, the latest first.
CREATE INDEX activities_by_start ON activities (starts_at, id);
