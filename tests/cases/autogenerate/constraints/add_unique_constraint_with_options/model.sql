CREATE TABLE slot (
    room integer,
    hour integer,
    note text,
    prio integer,
    CONSTRAINT one_booking UNIQUE NULLS NOT DISTINCT (room, hour) INCLUDE (note) WITH (fillfactor = 70),
    CONSTRAINT prio_order UNIQUE (prio) DEFERRABLE INITIALLY DEFERRED
);
