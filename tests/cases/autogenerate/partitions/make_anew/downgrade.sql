-- deed:downgrade
ALTER TABLE use_of_plain DROP CONSTRAINT use_of_plain_id_fkey;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE no_longer RENAME TO no_longer_replaced;

CREATE TABLE no_longer (
    a integer NOT NULL,
    b text
) PARTITION BY LIST (a);

CREATE TABLE no_longer_1 PARTITION OF no_longer
    DEFAULT;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE parted RENAME TO parted_replaced;

ALTER INDEX parted_a_b_key RENAME TO parted_a_b_key_replaced;

CREATE TABLE parted (
    a integer NOT NULL,
    b integer NOT NULL,
    CONSTRAINT parted_a_b_key UNIQUE (a, b)
) PARTITION BY RANGE (a);

CREATE TABLE parted_1 PARTITION OF parted
    FOR VALUES FROM (0) TO (10);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE parted ATTACH PARTITION parted_2 FOR VALUES FROM (10) TO (20);

INSERT INTO no_longer (a, b) OVERRIDING SYSTEM VALUE
    SELECT a, b FROM no_longer_replaced;

LOCK TABLE parted_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO parted (a, b) OVERRIDING SYSTEM VALUE
    SELECT a, b FROM parted_replaced;

DROP VIEW shown;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE plain RENAME TO plain_replaced;

ALTER SEQUENCE plain_id_seq RENAME TO plain_id_seq_replaced;
ALTER INDEX plain_day_idx RENAME TO plain_day_idx_replaced;
ALTER INDEX plain_pkey RENAME TO plain_pkey_replaced;

CREATE TABLE plain (
    id bigint GENERATED ALWAYS AS IDENTITY,
    serial integer NOT NULL DEFAULT nextval('plain_serial_seq'::regclass),
    day date NOT NULL,
    kind text,
    CONSTRAINT plain_pkey PRIMARY KEY (id),
    CONSTRAINT plain_id_check CHECK (id > 0)
);

CREATE INDEX plain_day_idx ON plain (day);
COMMENT ON TABLE plain IS 'rows';

LOCK TABLE plain_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO plain (id, serial, day, kind) OVERRIDING SYSTEM VALUE
    SELECT id, serial, day, kind FROM plain_replaced;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE use_of_plain ADD CONSTRAINT use_of_plain_id_fkey FOREIGN KEY (id) REFERENCES plain (id) NOT VALID;

ALTER SEQUENCE plain_serial_seq OWNED BY plain.serial;

-- The sequence goes on where the one before it stands: it gives no number twice.
SELECT setval('plain_id_seq', last_value, is_called) FROM plain_id_seq_replaced;

CREATE VIEW shown AS
 SELECT plain.id,
    plain.day
   FROM plain;

CREATE TRIGGER noted BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION note();
DROP TABLE no_longer_replaced;
DROP TABLE parted_all;
DROP TABLE parted_replaced;
DROP TABLE plain_0;
DROP TABLE plain_replaced;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE use_of_plain VALIDATE CONSTRAINT use_of_plain_id_fkey;
