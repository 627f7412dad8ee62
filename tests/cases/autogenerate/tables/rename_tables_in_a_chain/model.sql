-- deed:renamed-from second
CREATE TABLE first (id bigint PRIMARY KEY, b text);
-- deed:renamed-from third
CREATE TABLE second (id bigint PRIMARY KEY, c text);
