-- deed:upgrade
DROP POLICY mine ON item;
DROP TRIGGER item_id ON item;
DROP VIEW top;
DROP VIEW shown;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'gone': change those rows before.
ALTER TYPE state RENAME TO state_replaced;

CREATE TYPE state AS ENUM ('new');

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE item
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN state TYPE state USING state::text::state;

CREATE VIEW shown AS
 SELECT item.id,
    item.state
   FROM item;

CREATE VIEW top AS
 SELECT shown.id
   FROM shown;

CREATE POLICY mine ON item USING ((id > 0));
CREATE TRIGGER item_id AFTER UPDATE OF id ON item FOR EACH ROW WHEN ((new.id > 5)) EXECUTE FUNCTION watch();
COMMENT ON VIEW shown IS 'what is shown';
CREATE TRIGGER shown_insert INSTEAD OF INSERT ON shown FOR EACH ROW EXECUTE FUNCTION watch();
DROP TYPE state_replaced;
