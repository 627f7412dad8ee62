CREATE TABLE event (id integer, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE event_all PARTITION OF event DEFAULT;
CREATE TABLE holder (id integer PRIMARY KEY, one event, many event[]);
CREATE FUNCTION day_of(event) RETURNS date LANGUAGE sql AS 'SELECT $1.day';
