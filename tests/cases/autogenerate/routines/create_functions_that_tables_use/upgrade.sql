-- deed:upgrade
CREATE FUNCTION doubled(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT n * 2$function$;

CREATE FUNCTION is_code(code text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT code LIKE 'c%'$function$;

CREATE FUNCTION next_code(prefix text DEFAULT 'c'::text)
 RETURNS text
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN prefix || random(); END $function$;

CREATE TABLE item (
    id integer,
    code text NOT NULL DEFAULT next_code(),
    twice integer GENERATED ALWAYS AS (doubled(id)) STORED,
    CONSTRAINT item_pkey PRIMARY KEY (id),
    CONSTRAINT item_code CHECK (is_code(code))
);

CREATE INDEX item_doubled ON item (doubled(id));

CREATE FUNCTION item_count()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT count(*) FROM item$function$;

COMMENT ON FUNCTION item_count() IS 'how many there are';
