-- deed:upgrade
ALTER TABLE call ALTER COLUMN number DROP DEFAULT;
DROP SEQUENCE ticket;
