CREATE FUNCTION is_code(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE DOMAIN gone AS integer;
CREATE DOMAIN code AS text DEFAULT 'a' CONSTRAINT short CHECK (length(VALUE) < 5) CONSTRAINT other CHECK (VALUE <> 'x');
COMMENT ON DOMAIN code IS 'a code';
COMMENT ON CONSTRAINT short ON DOMAIN code IS 'it is short';
CREATE DOMAIN count AS integer NOT NULL;
CREATE DOMAIN unchecked AS text;
ALTER DOMAIN unchecked ADD CONSTRAINT later CHECK (VALUE <> '') NOT VALID;
CREATE TABLE item (code code, n count, u unchecked);
