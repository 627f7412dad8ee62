-- deed:upgrade
ALTER TABLE free DROP CONSTRAINT free_fk;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE a SET LOGGED;
ALTER TABLE free SET LOGGED;
ALTER TABLE z SET LOGGED;

-- Rewrites the table under an ACCESS EXCLUSIVE lock; from then on a crash empties it.
ALTER TABLE after SET UNLOGGED;
ALTER TABLE behind SET UNLOGGED;
ALTER TABLE used SET UNLOGGED;
