CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
COMMENT ON TYPE mood IS 'how it was';
CREATE TABLE day (
    at date PRIMARY KEY,
    mood mood NOT NULL DEFAULT 'ok',
    history mood[] NOT NULL DEFAULT '{}',
    note text DEFAULT 'ok'::mood::text,
    CONSTRAINT not_sad CHECK (mood <> 'sad')
);
CREATE INDEX day_ok ON day (at) WHERE mood = 'ok';
CREATE INDEX day_mood ON day (mood);
COMMENT ON INDEX day_ok IS 'good days';
INSERT INTO day VALUES ('2026-01-01', 'ok', '{ok,sad}');
