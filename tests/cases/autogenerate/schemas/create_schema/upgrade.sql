-- deed:upgrade
CREATE SCHEMA audit;

CREATE TABLE audit.entry (
    at timestamp with time zone NOT NULL,
    what text
);
