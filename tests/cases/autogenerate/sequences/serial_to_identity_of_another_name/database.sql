CREATE SEQUENCE numbers;
CREATE TABLE task (id bigint DEFAULT nextval('numbers') PRIMARY KEY, title text);
ALTER SEQUENCE numbers OWNED BY task.id;
INSERT INTO task (title) VALUES ('a'), ('b');
