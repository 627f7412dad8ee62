CREATE TABLE task (title text);
INSERT INTO task VALUES ('a');
