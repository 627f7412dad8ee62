SELECT 'orders', id, region::text FROM orders UNION ALL SELECT 'shops', id, region::text FROM shops ORDER BY 1, 2
