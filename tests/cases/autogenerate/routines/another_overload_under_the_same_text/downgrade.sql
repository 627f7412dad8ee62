-- deed:downgrade
ALTER DOMAIN d DROP CONSTRAINT d_check;
ALTER TABLE t DROP CONSTRAINT t_check;
DROP INDEX t_index;
ALTER TABLE t DROP CONSTRAINT t_excl;
DROP POLICY p ON t;
DROP RULE r ON t;
DROP TRIGGER tr ON t;
DROP STATISTICS t_statistics;
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
DROP MATERIALIZED VIEW m;
DROP VIEW v;
ALTER TABLE t DROP COLUMN c;
DROP FUNCTION g(integer);
DROP FUNCTION f(integer, integer);

CREATE FUNCTION f(i integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT i$function$;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE t ADD COLUMN c integer GENERATED ALWAYS AS (f(a)) STORED;

ALTER TABLE t ALTER COLUMN a SET DEFAULT f(1);

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE t ADD CONSTRAINT t_check CHECK (f(a) > 0) NOT VALID;

-- Nobody can write into the table while the index is built: what runs code of somebody's making is not built concurrently, outside of the guard.
CREATE INDEX t_index ON t (f(a));

CREATE FUNCTION g(x integer DEFAULT f(1))
 RETURNS integer
 LANGUAGE sql
RETURN f(2);

CREATE VIEW v AS
 SELECT f(t.a) AS b
   FROM t;

-- Runs its query now.
CREATE MATERIALIZED VIEW m AS
 SELECT v.b
   FROM v;

ALTER DOMAIN d ADD CONSTRAINT d_check CHECK ((f(VALUE) > 1));

-- Builds an index under an ACCESS EXCLUSIVE lock; fails where rows exclude each other.
ALTER TABLE t ADD CONSTRAINT t_excl EXCLUDE USING btree (f(a) WITH =);

CREATE POLICY p ON t USING ((f(a) > 1));

CREATE RULE r AS
    ON INSERT TO public.t
   WHERE (f(new.a) > 1) DO INSTEAD NOTHING;

CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN ((f(new.a) > 1)) EXECUTE FUNCTION stamp();
CREATE STATISTICS t_statistics ON b, f(a) FROM t;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE t VALIDATE CONSTRAINT t_check;
