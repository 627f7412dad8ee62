SELECT id, one::text, many::text FROM holder
