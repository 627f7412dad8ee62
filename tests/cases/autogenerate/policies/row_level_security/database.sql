CREATE TABLE item (id integer, owner text);
CREATE TABLE open (id integer);
ALTER TABLE open ENABLE ROW LEVEL SECURITY;
ALTER TABLE open FORCE ROW LEVEL SECURITY;
CREATE POLICY gone ON open USING (true);
CREATE POLICY altered ON item FOR UPDATE USING (owner = 'a') WITH CHECK (id > 0);
CREATE POLICY command ON item FOR SELECT USING (true);
CREATE POLICY unchecked ON item FOR UPDATE USING (true) WITH CHECK (id > 0);
