-- deed:upgrade
CREATE SCHEMA tools;
CREATE EXTENSION citext WITH SCHEMA public;
ALTER EXTENSION hstore SET SCHEMA tools;
CREATE COLLATION "numeric" (PROVIDER = icu, LOCALE = 'en-u-kn-true');
CREATE COLLATION loose (PROVIDER = icu, LOCALE = 'und', DETERMINISTIC = false);

CREATE FUNCTION minus(a text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a$function$;

CREATE OPERATOR @- (FUNCTION = minus, RIGHTARG = text);

CREATE TABLE item (
    name text COLLATE "numeric",
    word citext,
    h tools.hstore,
    CONSTRAINT item_name CHECK ((@- name) <> 'a'::text)
);

DROP OPERATOR === (integer, integer);
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(===), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
CREATE INDEX item_same ON item (((length(name) === 5)));
COMMENT ON OPERATOR === (integer, integer) IS 'the same';
DROP COLLATION gone;
