-- deed:downgrade
-- Deletes the values of the attribute.
ALTER TYPE place DROP ATTRIBUTE kind;
ALTER TYPE place DROP ATTRIBUTE town;

COMMENT ON TYPE place IS NULL;

CREATE TYPE gone AS (
    a integer
);

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN places;

ALTER TYPE place ALTER ATTRIBUTE street TYPE text;
ALTER TYPE place ADD ATTRIBUTE number integer;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN labels;

DROP TYPE kind;
DROP TYPE label;
DROP TYPE span;
CREATE TYPE span AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = span_multirange);
