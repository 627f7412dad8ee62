CREATE TABLE member (team bigint NOT NULL, person bigint NOT NULL, PRIMARY KEY (team, person));
