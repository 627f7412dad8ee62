-- deed:downgrade
CREATE TABLE all_of_it (
    a integer,
    CONSTRAINT all_of_it_pkey PRIMARY KEY (a)
) PARTITION BY RANGE (a);

CREATE TABLE all_of_it_1 PARTITION OF all_of_it
    DEFAULT;

-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE m_2 (
    a integer NOT NULL
) PARTITION BY LIST (a);

CREATE TABLE m_2_1 PARTITION OF m_2
    DEFAULT;

CREATE TABLE use_of_it (
    a integer
);

ALTER TABLE m ATTACH PARTITION m_2 FOR VALUES FROM (10) TO (20);
ALTER TABLE use_of_it ADD CONSTRAINT use_of_it_a_fkey FOREIGN KEY (a) REFERENCES all_of_it (a);
