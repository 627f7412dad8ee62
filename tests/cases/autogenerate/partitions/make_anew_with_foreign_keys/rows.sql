SELECT 'item', id::text FROM item UNION ALL SELECT 'sale', id::text FROM sale UNION ALL SELECT 'note', id::text FROM note UNION ALL SELECT 'kind', id::text FROM kind
