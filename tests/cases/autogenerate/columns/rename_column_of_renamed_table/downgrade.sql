-- deed:downgrade
ALTER TABLE client RENAME TO customer;
ALTER TABLE customer RENAME COLUMN email TO mail;
ALTER TABLE customer ALTER COLUMN mail DROP NOT NULL;
