CREATE TYPE kind AS ENUM ('a');
CREATE TYPE place AS (street varchar(80), town text, kind kind);
COMMENT ON TYPE place IS 'a place';
COMMENT ON COLUMN place.town IS 'its town';
CREATE TYPE span AS RANGE (SUBTYPE = bigint);
CREATE TYPE label AS RANGE (SUBTYPE = text, COLLATION = "C", MULTIRANGE_TYPE_NAME = labels);
CREATE TABLE item (id integer, places place[], labels labels);
CREATE FUNCTION at(place) RETURNS text LANGUAGE sql AS 'SELECT $1.street';
