CREATE TABLE event (what text);
INSERT INTO event VALUES ('a'), ('b');
