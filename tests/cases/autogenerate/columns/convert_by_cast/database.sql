CREATE TABLE item (
    bits bit(8),
    letter integer,
    code "char",
    area box,
    price money,
    number oid,
    name regclass,
    span int4range,
    address macaddr8,
    shape polygon,
    spot circle,
    active boolean,
    flag bigint,
    numbers integer[]
);
INSERT INTO item VALUES (B'00000101', 65, 'A', '(1,1),(0,0)', 12.5, 'pg_class'::regclass, 'pg_class', NULL, '08:00:2b:ff:fe:01:02:03', '((0,0),(2,0),(2,2),(0,2))', NULL, true, 2, '{1,2}');
