-- Steps that are not one transaction: repeat, of which each iteration is guarded, and autocommit, whose statements are judged by the live
-- database before they run.

-- ## repeat

-- refuse: UPDATE of theirs
-- deed:upgrade repeat
UPDATE datasets SET n = n + 1 WHERE n < 5;
-- refuse: DELETE of theirs
-- deed:upgrade repeat
DELETE FROM notes WHERE id IN (SELECT id FROM notes LIMIT 10);
-- refuse: rows of one's own, chosen by theirs
-- deed:upgrade repeat
DELETE FROM mine WHERE id IN (SELECT id FROM notes LIMIT 10);
-- refuse: rows of theirs, chosen by a share to read
-- deed:upgrade repeat
UPDATE open_read SET v = 'x' WHERE v <> 'x';
-- refuse: in WITH
-- deed:upgrade repeat
WITH gone AS (DELETE FROM notes WHERE id < 10 RETURNING id) UPDATE mine SET t = 'x' WHERE id IN (SELECT id FROM gone);
-- guard refuses: a function that writes theirs
-- deed:upgrade repeat
UPDATE mine SET id = id + hidden_delete() WHERE id < 0 OR hidden_delete() = 0;
-- guard refuses: a function that writes theirs, beside a claim
-- deed:upgrade repeat
-- deed:claim mine_spare
UPDATE mine SET datasets = hidden_delete() WHERE id = 1;
-- allow: one's own
-- deed:upgrade repeat
UPDATE mine SET t = 'datasets' WHERE id IN (SELECT id FROM mine WHERE t <> 'datasets' LIMIT 1);
-- allow: a table of the same name in one's own schema
-- deed:upgrade repeat
DELETE FROM side.datasets WHERE id IN (SELECT id FROM side.datasets LIMIT 10);
-- allow: chosen by what is shared to read
-- deed:upgrade repeat
DELETE FROM kin WHERE id IN (SELECT id FROM open_read);
-- allow: what is shared to write
-- deed:upgrade repeat
UPDATE open_write SET v = 'x' WHERE v <> 'x';
-- allow: through one's own foreign key
-- deed:upgrade repeat
UPDATE child SET open_id = 2 WHERE open_id = 1;

-- ## autocommit

-- refuse: an index on theirs
-- deed:upgrade autocommit
CREATE INDEX CONCURRENTLY spy ON datasets (n);
-- refuse: an index on what is shared to write
-- deed:upgrade autocommit
CREATE INDEX CONCURRENTLY spy ON open_write (v);
-- guard refuses: an index on what is shared to alter
-- deed:upgrade autocommit
CREATE INDEX CONCURRENTLY spy ON open_alter (v);
-- guard refuses: their index
-- deed:upgrade autocommit
DROP INDEX CONCURRENTLY datasets_name;
-- guard refuses: their index is built anew
-- deed:upgrade autocommit
REINDEX INDEX CONCURRENTLY datasets_name;
-- refuse: their table's indexes are built anew
-- deed:upgrade autocommit
REINDEX TABLE CONCURRENTLY datasets;
-- refuse: VACUUM
-- deed:upgrade autocommit
VACUUM datasets;
-- refuse: VACUUM FULL of a partition
-- deed:upgrade autocommit
VACUUM FULL events_2020;
-- refuse: ANALYZE
-- deed:upgrade autocommit
ANALYZE datasets;
-- refuse: CLUSTER
-- deed:upgrade autocommit
CLUSTER datasets USING datasets_pkey;
-- refuse: ADD VALUE
-- deed:upgrade autocommit
ALTER TYPE mood ADD VALUE 'wild';
-- refuse: ADD VALUE to what is shared to be referred to
-- deed:upgrade autocommit
ALTER TYPE open_type ADD VALUE 'wild';
-- refuse: DETACH
-- deed:upgrade autocommit
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
-- refuse: a table in a schema of theirs
-- deed:upgrade autocommit
VACUUM theirs.mine;
-- refuse: theirs after one's own
-- deed:upgrade autocommit
ANALYZE mine;
ANALYZE notes;
-- refuse [no trace]: a function of one's own in a new index
-- deed:upgrade autocommit
CREATE INDEX CONCURRENTLY fresh ON mine (mine_fn(id));
-- guard refuses: a function of one's own in an index that is built anew
-- deed:upgrade autocommit
REINDEX TABLE CONCURRENTLY sly_index;
-- guard refuses: a function of one's own in an index, by ANALYZE
-- deed:upgrade autocommit
ANALYZE sly_index;
-- allow: an index that comes and goes
-- deed:upgrade autocommit
CREATE INDEX CONCURRENTLY datasets_n ON mine (t);
REINDEX INDEX CONCURRENTLY datasets_n;
DROP INDEX CONCURRENTLY datasets_n;
-- allow: upkeep of one's own
-- deed:upgrade autocommit
REINDEX TABLE CONCURRENTLY mine;
VACUUM mine;
ANALYZE mine;
CLUSTER mine USING mine_pkey;
-- allow: tables of the same name
-- deed:upgrade autocommit
VACUUM side.datasets;
ANALYZE "Datasets";
-- allow: one's own type, by a word of theirs
-- deed:upgrade autocommit
ALTER TYPE shade ADD VALUE 'datasets';
-- allow: one's own partition
-- deed:upgrade autocommit
ALTER TABLE part DETACH PARTITION part_2010 CONCURRENTLY;
