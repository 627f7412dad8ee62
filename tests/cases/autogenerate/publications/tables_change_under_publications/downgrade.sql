-- deed:downgrade
ALTER TABLE customer RENAME TO account;
ALTER TABLE account RENAME COLUMN email TO mail;
ALTER TABLE account RENAME CONSTRAINT customer_pkey TO account_pkey;

-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE event DETACH PARTITION event_rest;

ALTER PUBLICATION feed DROP TABLE event;
ALTER PUBLICATION feed DROP TABLE item;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE event RENAME TO event_replaced;

ALTER INDEX event_pkey RENAME TO event_pkey_replaced;

CREATE TABLE event (
    day date,
    id bigint,
    CONSTRAINT event_pkey PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE event ATTACH PARTITION event_rest DEFAULT;

CREATE TABLE gone (
    id bigint,
    CONSTRAINT gone_pkey PRIMARY KEY (id)
);

ALTER TABLE item ADD COLUMN note text;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN price TYPE integer;

LOCK TABLE event_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO event (day, id) OVERRIDING SYSTEM VALUE
    SELECT day, id FROM event_replaced;

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
ALTER PUBLICATION feed ADD TABLE event;
ALTER PUBLICATION feed ADD TABLE gone;
ALTER PUBLICATION feed ADD TABLE item (id, price, note) WHERE ((id > 3));

DROP TABLE event_replaced;

-- Deletes the table with its rows.
DROP TABLE new_one;
