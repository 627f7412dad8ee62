-- deed:downgrade
ALTER TABLE product RENAME TO item;
ALTER TABLE item RENAME CONSTRAINT product_pkey TO item_pkey;
