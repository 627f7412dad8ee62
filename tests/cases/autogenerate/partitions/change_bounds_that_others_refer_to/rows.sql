SELECT * FROM note JOIN item USING (id)
