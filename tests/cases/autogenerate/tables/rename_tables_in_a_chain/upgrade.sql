-- deed:upgrade
ALTER TABLE second RENAME TO first;
ALTER TABLE third RENAME TO second;
ALTER TABLE first RENAME CONSTRAINT second_pkey TO first_pkey;
ALTER TABLE second RENAME CONSTRAINT third_pkey TO second_pkey;
