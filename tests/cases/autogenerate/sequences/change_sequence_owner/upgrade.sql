-- deed:upgrade
ALTER SEQUENCE number OWNED BY NONE;
ALTER SEQUENCE number OWNED BY invoice.number;

-- Deletes the table with its rows.
DROP TABLE bill;
