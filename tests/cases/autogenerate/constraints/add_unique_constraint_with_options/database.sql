CREATE TABLE slot (room integer, hour integer, note text, prio integer);
