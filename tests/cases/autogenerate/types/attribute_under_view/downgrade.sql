-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE item ALTER COLUMN at TYPE text;

DROP VIEW shown;
ALTER TYPE address ALTER ATTRIBUTE zip TYPE character varying(5);

CREATE VIEW shown AS
 SELECT ROW('a'::text, 'b'::character varying(5))::address AS one;
