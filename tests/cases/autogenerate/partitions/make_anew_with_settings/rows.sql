SELECT id, day, kind, note, size FROM event ORDER BY id;
