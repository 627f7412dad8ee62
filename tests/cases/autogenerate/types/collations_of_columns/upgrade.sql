-- deed:upgrade
CREATE COLLATION fresh (PROVIDER = libc, LOCALE = 'C');

CREATE TABLE other (
    id text COLLATE fresh
);

-- Builds the indexes of the column anew under an ACCESS EXCLUSIVE lock.
ALTER TABLE item
    ALTER COLUMN one TYPE text COLLATE b,
    ALTER COLUMN two TYPE text COLLATE fresh;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN old;

DROP COLLATION a;
CREATE COLLATION a (PROVIDER = libc, LOCALE = 'POSIX');
ALTER TABLE item ADD COLUMN added text COLLATE a;
DROP COLLATION gone;
