-- deed:upgrade
ALTER TABLE customer RENAME TO client;
ALTER SEQUENCE customer_id_seq RENAME TO client_id_seq;
ALTER TABLE client RENAME CONSTRAINT customer_email_check TO client_email_check;
ALTER TABLE client RENAME CONSTRAINT customer_email_key TO client_email_key;
ALTER TABLE client RENAME CONSTRAINT customer_pkey TO client_pkey;
