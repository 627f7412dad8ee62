SELECT * FROM note JOIN item USING (name)
