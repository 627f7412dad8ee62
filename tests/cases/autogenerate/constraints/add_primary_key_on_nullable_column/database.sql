CREATE TABLE task (id bigint);
INSERT INTO task VALUES (1);
