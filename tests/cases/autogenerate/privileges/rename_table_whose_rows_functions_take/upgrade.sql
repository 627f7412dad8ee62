-- deed:upgrade
ALTER TABLE item RENAME TO product;
ALTER TABLE product RENAME CONSTRAINT item_pkey TO product_pkey;
