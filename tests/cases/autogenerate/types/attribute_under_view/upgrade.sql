-- deed:upgrade
DROP VIEW shown;
ALTER TYPE address ALTER ATTRIBUTE zip TYPE character varying(10);

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item ALTER COLUMN at TYPE address USING at::address;

CREATE VIEW shown AS
 SELECT ROW('a'::text, 'b'::character varying(10))::address AS one;
