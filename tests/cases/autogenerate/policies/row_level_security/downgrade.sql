-- deed:downgrade
DROP POLICY command ON item;
DROP POLICY narrow ON item;
DROP POLICY unchecked ON item;

-- From then on everybody who may read the table sees all of its rows.
ALTER TABLE item DISABLE ROW LEVEL SECURITY;

ALTER POLICY altered ON item TO PUBLIC USING ((owner = 'a'::text)) WITH CHECK ((id > 0));
CREATE POLICY command ON item FOR SELECT USING (true);
CREATE POLICY unchecked ON item FOR UPDATE USING (true) WITH CHECK ((id > 0));
ALTER TABLE open FORCE ROW LEVEL SECURITY;
CREATE POLICY gone ON open USING (true);

-- From then on others than the owner see only the rows that a policy lets through.
ALTER TABLE open ENABLE ROW LEVEL SECURITY;

-- Deletes the table with its rows.
DROP TABLE fresh;
