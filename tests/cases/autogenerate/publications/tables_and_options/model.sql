CREATE TABLE item (id bigint PRIMARY KEY);
CREATE TABLE log (id bigint PRIMARY KEY);
CREATE PUBLICATION feed FOR TABLE log WITH (publish = 'insert');
CREATE PUBLICATION news FOR TABLE item, log;
