-- deed:downgrade
CREATE SEQUENCE ticket CACHE 3;
ALTER TABLE call ALTER COLUMN number SET DEFAULT nextval('ticket'::regclass);
