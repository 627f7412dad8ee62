-- deed:downgrade
ALTER SEQUENCE counted_id_seq RENAME TO counted_id_seq_replaced;
CREATE SEQUENCE counted_id_seq AS integer;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE divided RENAME TO divided_replaced;

ALTER SEQUENCE divided_id_seq RENAME TO divided_id_seq_replaced;

CREATE TABLE divided (
    id bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL
) PARTITION BY RANGE (id);

LOCK TABLE divided_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO divided (id, kind) OVERRIDING SYSTEM VALUE
    SELECT id, kind FROM divided_replaced;

ALTER SEQUENCE counted_id_seq OWNED BY counted.id;

-- The sequence goes on where the one before it stands: it gives no number twice.
SELECT setval('counted_id_seq', last_value, is_called) FROM counted_id_seq_replaced;

ALTER TABLE counted ALTER COLUMN id DROP IDENTITY;
ALTER TABLE counted ALTER COLUMN id SET DEFAULT nextval('counted_id_seq'::regclass);

-- The sequence goes on where the one before it stands: it gives no number twice.
SELECT setval('divided_id_seq', last_value, is_called) FROM divided_id_seq_replaced;

GRANT USAGE ON SEQUENCE counted_id_seq TO pg_monitor;
GRANT USAGE ON SEQUENCE divided_id_seq TO pg_monitor;
DROP TABLE divided_replaced;
