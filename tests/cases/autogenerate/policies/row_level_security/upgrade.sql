-- deed:upgrade
DROP POLICY command ON item;
DROP POLICY unchecked ON item;
ALTER TABLE open NO FORCE ROW LEVEL SECURITY;
DROP POLICY gone ON open;

-- From then on everybody who may read the table sees all of its rows.
ALTER TABLE open DISABLE ROW LEVEL SECURITY;

CREATE TABLE fresh (
    id integer
);

CREATE POLICY all_of_it ON fresh USING ((id IN ( SELECT item.id
   FROM item)));

ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;
ALTER POLICY altered ON item TO pg_monitor USING ((owner = 'b'::text)) WITH CHECK ((id > 1));
CREATE POLICY command ON item FOR DELETE USING (true);
CREATE POLICY narrow ON item AS RESTRICTIVE USING ((owner <> 'c'::text));
COMMENT ON POLICY narrow ON item IS 'nobody is c';
CREATE POLICY unchecked ON item FOR UPDATE USING (true);

-- From then on others than the owner see only the rows that a policy lets through.
ALTER TABLE item ENABLE ROW LEVEL SECURITY;
