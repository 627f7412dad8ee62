-- deed:downgrade autocommit
-- Committed by itself: a new value cannot be used in the transaction that adds it.
ALTER TYPE state ADD VALUE 'gone';

-- deed:downgrade
DROP POLICY mine ON item;
DROP TRIGGER item_id ON item;
DROP VIEW top;
DROP VIEW shown;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item ALTER COLUMN id TYPE integer;

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
