CREATE TABLE item (id bigint PRIMARY KEY, price integer, note text, listed boolean);
CREATE TABLE account (id bigint PRIMARY KEY, mail text);
CREATE TABLE gone (id bigint PRIMARY KEY);
CREATE TABLE event (day date NOT NULL, id bigint NOT NULL, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE PUBLICATION feed FOR TABLE item (id, price, note) WHERE (id > 3), account (id, mail), gone, event;
