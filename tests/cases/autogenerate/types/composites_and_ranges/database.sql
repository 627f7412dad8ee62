CREATE TYPE gone AS (a integer);
CREATE TYPE place AS (street text, number integer);
CREATE TYPE span AS RANGE (SUBTYPE = integer);
CREATE TABLE item (id integer);
CREATE FUNCTION at(place) RETURNS text LANGUAGE sql AS 'SELECT $1.street';
