CREATE TABLE event (id integer, day date NOT NULL);
CREATE TABLE holder (id integer PRIMARY KEY, one event, many event[]);
CREATE FUNCTION day_of(event) RETURNS date LANGUAGE sql AS 'SELECT $1.day';
INSERT INTO event VALUES (1, '2026-01-01');
INSERT INTO holder SELECT 1, event, ARRAY[event] FROM event;
