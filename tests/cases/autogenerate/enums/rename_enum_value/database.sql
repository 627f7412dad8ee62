CREATE TYPE mood AS ENUM ('sad', 'glad', 'O''K');
CREATE TABLE person (
  id bigint,
  mood mood DEFAULT 'sad',
  moods mood[] DEFAULT '{sad,glad}',
  note text DEFAULT 'sad',
  CONSTRAINT person_mood CHECK (mood <> 'sad' OR mood IN ('sad', 'O''K'))
);
CREATE INDEX person_sad ON person (id) WHERE mood = 'sad';
CREATE VIEW sad AS SELECT id FROM person WHERE mood = 'sad';
CREATE FUNCTION feel(m mood DEFAULT 'sad') RETURNS text LANGUAGE sql AS 'SELECT m::text';
CREATE TABLE diary (at date, mood mood) PARTITION BY LIST (mood);
CREATE TABLE diary_sad PARTITION OF diary FOR VALUES IN ('sad', 'glad');
