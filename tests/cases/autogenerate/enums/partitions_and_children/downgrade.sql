-- deed:downgrade
-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE by_state DETACH PARTITION by_state_open;
ALTER TABLE by_state DETACH PARTITION by_state_rest;

ALTER TABLE by_state_open DROP CONSTRAINT by_state_check;
ALTER TABLE by_state_rest DROP CONSTRAINT by_state_check;
ALTER TABLE log ALTER COLUMN state DROP DEFAULT;
ALTER TABLE own ALTER COLUMN state DROP DEFAULT;
ALTER TABLE task ALTER COLUMN state DROP DEFAULT;
DROP VIEW shown;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
ALTER TYPE state RENAME TO state_replaced;

CREATE TYPE state AS ENUM ('open', 'held', 'done');
ALTER TABLE by_state_open ALTER COLUMN state TYPE state USING state::text::state;
ALTER TABLE by_state_rest ALTER COLUMN state TYPE state USING state::text::state;

ALTER TABLE log
    ALTER COLUMN before TYPE state[] USING before::text[]::state[],
    ALTER COLUMN state TYPE state USING state::text::state,
    ALTER COLUMN state SET DEFAULT 'open'::state;

ALTER TABLE log_1 ALTER COLUMN state DROP DEFAULT;
ALTER TABLE task ALTER COLUMN state TYPE state USING state::text::state;
ALTER TABLE task ALTER COLUMN state SET DEFAULT 'open'::state;
ALTER TABLE own ALTER COLUMN state SET DEFAULT 'done'::state;

-- Reads the whole table under an ACCESS EXCLUSIVE lock.
ALTER TABLE by_state_open ADD CONSTRAINT by_state_check CHECK ((state <> 'done'::state) OR (id > 0));
ALTER TABLE by_state_rest ADD CONSTRAINT by_state_check CHECK ((state <> 'done'::state) OR (id > 0));

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE by_state RENAME TO by_state_replaced;

CREATE TABLE by_state (
    id integer NOT NULL,
    state state NOT NULL,
    CONSTRAINT by_state_check CHECK ((state <> 'done'::state) OR (id > 0))
) PARTITION BY LIST (state);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE by_state ATTACH PARTITION by_state_open FOR VALUES IN ('open');
ALTER TABLE by_state ATTACH PARTITION by_state_rest DEFAULT;

LOCK TABLE by_state_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO by_state (id, state) OVERRIDING SYSTEM VALUE
    SELECT id, state::text::state FROM by_state_replaced;

CREATE VIEW shown AS
 SELECT log.day,
    log.state
   FROM log
  WHERE (log.state <> 'done'::state);

DROP TABLE by_state_replaced;
DROP TYPE state_replaced;
