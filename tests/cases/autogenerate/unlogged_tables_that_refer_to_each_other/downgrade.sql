-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE behind SET LOGGED;
ALTER TABLE after SET LOGGED;
ALTER TABLE used SET LOGGED;

-- Rewrites the table under an ACCESS EXCLUSIVE lock; from then on a crash empties it.
ALTER TABLE free SET UNLOGGED;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE free ADD CONSTRAINT free_fk FOREIGN KEY (id) REFERENCES used (id) NOT VALID;

-- Rewrites the table under an ACCESS EXCLUSIVE lock; from then on a crash empties it.
ALTER TABLE z SET UNLOGGED;
ALTER TABLE a SET UNLOGGED;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE free VALIDATE CONSTRAINT free_fk;
