CREATE TABLE point (label text, y integer, x integer);
