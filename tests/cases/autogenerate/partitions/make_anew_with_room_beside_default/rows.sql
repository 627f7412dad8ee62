SELECT id, note FROM log ORDER BY id
