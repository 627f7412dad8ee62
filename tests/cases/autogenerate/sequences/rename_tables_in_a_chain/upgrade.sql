-- deed:upgrade
ALTER TABLE contract RENAME TO archive;
ALTER TABLE offer RENAME TO contract;
ALTER TABLE draft RENAME TO offer;
ALTER SEQUENCE contract_id_seq RENAME TO archive_id_seq;
ALTER SEQUENCE offer_id_seq RENAME TO contract_id_seq;
ALTER SEQUENCE draft_id_seq RENAME TO offer_id_seq;
ALTER TABLE archive RENAME CONSTRAINT contract_pkey TO archive_pkey;
ALTER TABLE contract RENAME CONSTRAINT offer_pkey TO contract_pkey;
ALTER TABLE offer RENAME CONSTRAINT draft_pkey TO offer_pkey;
