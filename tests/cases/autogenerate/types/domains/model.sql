CREATE FUNCTION is_code(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION is_good(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE DOMAIN code AS text NOT NULL CONSTRAINT short CHECK (length(VALUE) < 6) CONSTRAINT good CHECK (is_good(VALUE));
COMMENT ON DOMAIN code IS 'a code';
COMMENT ON CONSTRAINT short ON DOMAIN code IS 'it is short';
CREATE DOMAIN count AS integer DEFAULT 1;
CREATE DOMAIN unchecked AS text CONSTRAINT later CHECK (VALUE <> '');
CREATE DOMAIN fresh AS varchar(5) COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT fresh_code CHECK (is_code(VALUE));
CREATE TABLE item (code code, n count, u unchecked, f fresh);
