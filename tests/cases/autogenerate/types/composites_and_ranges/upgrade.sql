-- deed:upgrade
-- Deletes the values of the attribute.
ALTER TYPE place DROP ATTRIBUTE number;

CREATE TYPE kind AS ENUM ('a');
CREATE TYPE label AS RANGE (SUBTYPE = text, COLLATION = "C", MULTIRANGE_TYPE_NAME = labels);
ALTER TYPE place ALTER ATTRIBUTE street TYPE character varying(80);
ALTER TYPE place ADD ATTRIBUTE town text;
ALTER TYPE place ADD ATTRIBUTE kind kind;
ALTER TABLE item ADD COLUMN places place[];
ALTER TABLE item ADD COLUMN labels labels;
COMMENT ON TYPE place IS 'a place';
COMMENT ON COLUMN place.town IS 'its town';
DROP TYPE gone;
DROP TYPE span;
CREATE TYPE span AS RANGE (SUBTYPE = bigint, MULTIRANGE_TYPE_NAME = span_multirange);
