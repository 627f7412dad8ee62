-- deed:upgrade
ALTER TABLE account RENAME TO customer;
ALTER TABLE customer RENAME COLUMN mail TO email;
ALTER TABLE customer RENAME CONSTRAINT account_pkey TO customer_pkey;

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
) PARTITION BY LIST (day);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE event ATTACH PARTITION event_rest DEFAULT;

CREATE TABLE new_one (
    id bigint
);

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE item
    ALTER COLUMN id TYPE numeric,
    ALTER COLUMN price TYPE bigint;

LOCK TABLE event_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO event (day, id) OVERRIDING SYSTEM VALUE
    SELECT day, id FROM event_replaced;

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
ALTER PUBLICATION feed ADD TABLE event;
ALTER PUBLICATION feed ADD TABLE item (id, price) WHERE ((id > (3)::numeric));

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
-- From then on nobody can update or delete rows of public.new_one: it has neither a primary key nor another replica identity.
ALTER PUBLICATION feed ADD TABLE new_one;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN note;

DROP TABLE event_replaced;

-- Deletes the table with its rows.
DROP TABLE gone;
