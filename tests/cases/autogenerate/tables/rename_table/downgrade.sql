-- deed:downgrade
ALTER TABLE client RENAME TO customer;
ALTER SEQUENCE client_id_seq RENAME TO customer_id_seq;
ALTER TABLE customer RENAME CONSTRAINT client_email_check TO customer_email_check;
ALTER TABLE customer RENAME CONSTRAINT client_email_key TO customer_email_key;
ALTER TABLE customer RENAME CONSTRAINT client_pkey TO customer_pkey;
