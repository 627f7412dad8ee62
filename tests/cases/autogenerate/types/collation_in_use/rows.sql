SELECT id::text, text::text FROM word UNION ALL SELECT n::text, short::text FROM line
