CREATE TABLE slot (room integer, hour integer, CONSTRAINT one_booking UNIQUE (room, hour));
