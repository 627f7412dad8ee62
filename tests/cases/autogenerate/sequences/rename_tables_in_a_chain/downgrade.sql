-- deed:downgrade
ALTER TABLE offer RENAME TO draft;
ALTER TABLE contract RENAME TO offer;
ALTER TABLE archive RENAME TO contract;
ALTER SEQUENCE offer_id_seq RENAME TO draft_id_seq;
ALTER SEQUENCE contract_id_seq RENAME TO offer_id_seq;
ALTER SEQUENCE archive_id_seq RENAME TO contract_id_seq;
ALTER TABLE draft RENAME CONSTRAINT offer_pkey TO draft_pkey;
ALTER TABLE offer RENAME CONSTRAINT contract_pkey TO offer_pkey;
ALTER TABLE contract RENAME CONSTRAINT archive_pkey TO contract_pkey;
