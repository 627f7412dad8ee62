-- deed:upgrade
ALTER DOMAIN code DROP CONSTRAINT other;
ALTER DOMAIN code DROP CONSTRAINT short;
ALTER DOMAIN code DROP DEFAULT;
ALTER DOMAIN count DROP NOT NULL;

CREATE DOMAIN fresh AS character varying(5) COLLATE "C" DEFAULT 'x'::character varying NOT NULL
    CONSTRAINT fresh_code CHECK (is_code((VALUE)::text));

ALTER TABLE item ADD COLUMN f fresh;

CREATE FUNCTION is_good(code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT true$function$;

ALTER DOMAIN code ADD CONSTRAINT good CHECK (is_good(VALUE));
ALTER DOMAIN code ADD CONSTRAINT short CHECK ((length(VALUE) < 6));
COMMENT ON CONSTRAINT short ON DOMAIN code IS 'it is short';
ALTER DOMAIN code SET NOT NULL;
ALTER DOMAIN count SET DEFAULT 1;
ALTER DOMAIN unchecked VALIDATE CONSTRAINT later;
DROP DOMAIN gone;
