CREATE TABLE task (id bigserial PRIMARY KEY);
