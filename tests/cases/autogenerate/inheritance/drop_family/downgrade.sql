-- deed:downgrade
CREATE TABLE base (
    id bigserial,
    CONSTRAINT base_pkey PRIMARY KEY (id)
);

CREATE TABLE a (
    x integer
) INHERITS (base);

CREATE TABLE b () INHERITS (a);
