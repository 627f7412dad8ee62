CREATE TABLE member (team bigint NOT NULL, person bigint PRIMARY KEY);
INSERT INTO member VALUES (1, 1);
