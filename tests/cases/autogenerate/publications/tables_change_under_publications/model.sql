CREATE TABLE item (id numeric PRIMARY KEY, price bigint, listed boolean);
-- deed:renamed-from account
CREATE TABLE customer (id bigint PRIMARY KEY,
  -- deed:renamed-from mail
  email text
);
CREATE TABLE new_one (id bigint);
CREATE TABLE event (day date NOT NULL, id bigint NOT NULL, PRIMARY KEY (day, id)) PARTITION BY LIST (day);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE PUBLICATION feed FOR TABLE item (id, price) WHERE (id > 3), customer (id, email), new_one, event;
