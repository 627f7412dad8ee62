-- deed:upgrade
ALTER TABLE pet RENAME CONSTRAINT c TO pet_name_check;
ALTER TABLE pet RENAME CONSTRAINT boss TO pet_owner_fkey;
ALTER TABLE pet RENAME CONSTRAINT pk TO pet_pkey;
ALTER INDEX names RENAME TO pet_name;
