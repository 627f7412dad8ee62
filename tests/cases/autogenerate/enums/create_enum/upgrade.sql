-- deed:upgrade
CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s fine');

CREATE TABLE day (
    at date,
    mood mood NOT NULL DEFAULT 'ok'::mood,
    moods mood[],
    CONSTRAINT day_pkey PRIMARY KEY (at)
);
