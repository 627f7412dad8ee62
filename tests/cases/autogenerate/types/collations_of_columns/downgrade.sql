-- deed:downgrade
CREATE COLLATION gone (PROVIDER = libc, LOCALE = 'C');
ALTER TABLE item ADD COLUMN old text COLLATE b;

-- Builds the indexes of the column anew under an ACCESS EXCLUSIVE lock.
ALTER TABLE item ALTER COLUMN two TYPE text COLLATE gone;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN added;

-- Deletes the table with its rows.
DROP TABLE other;

DROP COLLATION a;
CREATE COLLATION a (PROVIDER = libc, LOCALE = 'C');

-- Builds the indexes of the column anew under an ACCESS EXCLUSIVE lock.
ALTER TABLE item ALTER COLUMN one TYPE text COLLATE a;

DROP COLLATION fresh;
