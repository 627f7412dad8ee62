CREATE TABLE item (kept varchar(20) COMPRESSION pglz, changed varchar(20), added varchar(20), removed varchar(20), gone integer);
ALTER TABLE item
    ALTER COLUMN kept SET STORAGE EXTERNAL,
    ALTER COLUMN kept SET STATISTICS 200,
    ALTER COLUMN changed SET STORAGE MAIN,
    ALTER COLUMN added SET STORAGE PLAIN;
