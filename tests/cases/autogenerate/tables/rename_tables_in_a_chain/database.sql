CREATE TABLE second (id bigint PRIMARY KEY, b text);
CREATE TABLE third (id bigint PRIMARY KEY, c text);
