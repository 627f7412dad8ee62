-- deed:upgrade
CREATE SCHEMA shop;

CREATE TABLE event (
    day date
) PARTITION BY RANGE (day);

CREATE TABLE event_2026 PARTITION OF event
    FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

CREATE TABLE parent (
    id bigint,
    CONSTRAINT parent_pkey PRIMARY KEY (id)
);

CREATE TABLE child () INHERITS (parent);

CREATE TABLE shop."Odd table" (
    id bigint,
    CONSTRAINT "Odd table_pkey" PRIMARY KEY (id)
);

CREATE TABLE shop.customer (
    id bigint,
    name text,
    CONSTRAINT customer_pkey PRIMARY KEY (id)
);

CREATE PUBLICATION "New rows" FOR TABLE event WITH (publish = 'insert, truncate', publish_via_partition_root = true);

-- Only a superuser may publish all tables or a whole schema.
CREATE PUBLICATION everything FOR ALL TABLES;

-- From then on nobody can update or delete rows of public.log: it has neither a primary key nor another replica identity.
CREATE PUBLICATION feed FOR TABLE item (id, price) WHERE (((price > 5) AND (id <> 0))), log, ONLY parent, shop."Odd table";

CREATE PUBLICATION nothing;
COMMENT ON PUBLICATION nothing IS 'still to come';

-- Only a superuser may publish all tables or a whole schema.
CREATE PUBLICATION shops FOR TABLES IN SCHEMA shop;
