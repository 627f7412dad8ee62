-- deed:downgrade
ALTER DOMAIN code DROP CONSTRAINT good;
ALTER DOMAIN code DROP CONSTRAINT short;
ALTER DOMAIN code DROP NOT NULL;
ALTER DOMAIN count DROP DEFAULT;
ALTER DOMAIN unchecked DROP CONSTRAINT later;
CREATE DOMAIN gone AS integer;
ALTER DOMAIN code ADD CONSTRAINT other CHECK ((VALUE <> 'x'::text));
ALTER DOMAIN code ADD CONSTRAINT short CHECK ((length(VALUE) < 5));
COMMENT ON CONSTRAINT short ON DOMAIN code IS 'it is short';
ALTER DOMAIN code SET DEFAULT 'a'::text;
ALTER DOMAIN count SET NOT NULL;
ALTER DOMAIN unchecked ADD CONSTRAINT later CHECK ((VALUE <> ''::text)) NOT VALID;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN f;

DROP FUNCTION is_good(text);
DROP DOMAIN fresh;
