SELECT id, names::text FROM item
