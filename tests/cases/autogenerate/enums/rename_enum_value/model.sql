CREATE TYPE mood AS ENUM (
  -- deed:renamed-from sad
  'Blue',
  'glad',
  -- deed:renamed-from 'O''K'
  'fine'
);
CREATE TABLE person (
  id bigint,
  mood mood DEFAULT 'Blue',
  moods mood[] DEFAULT '{Blue,glad}',
  note text DEFAULT 'sad',
  CONSTRAINT person_mood CHECK (mood <> 'Blue' OR mood IN ('Blue', 'fine'))
);
CREATE INDEX person_sad ON person (id) WHERE mood = 'Blue';
CREATE VIEW sad AS SELECT id FROM person WHERE mood = 'Blue';
CREATE FUNCTION feel(m mood DEFAULT 'Blue') RETURNS text LANGUAGE sql AS 'SELECT m::text';
CREATE TABLE diary (at date, mood mood) PARTITION BY LIST (mood);
CREATE TABLE diary_sad PARTITION OF diary FOR VALUES IN ('Blue', 'glad');
