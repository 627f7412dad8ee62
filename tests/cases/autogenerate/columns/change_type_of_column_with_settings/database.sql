CREATE TABLE item (kept text COMPRESSION pglz, changed text, added varchar(10), removed text, gone text);
ALTER TABLE item
    ALTER COLUMN kept SET STORAGE EXTERNAL,
    ALTER COLUMN kept SET STATISTICS 200,
    ALTER COLUMN changed SET STORAGE EXTERNAL,
    ALTER COLUMN removed SET STORAGE MAIN,
    ALTER COLUMN gone SET STORAGE EXTERNAL;
INSERT INTO item VALUES ('a', 'b', 'c', 'd', '5');
