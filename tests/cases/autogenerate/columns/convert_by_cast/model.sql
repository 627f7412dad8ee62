CREATE TABLE item (
    bits integer,
    letter "char",
    code integer,
    area polygon,
    price numeric(10,2),
    number regclass,
    name oid,
    span int4multirange,
    address macaddr,
    shape circle,
    spot point,
    active bigint,
    flag boolean,
    numbers text[]
);
