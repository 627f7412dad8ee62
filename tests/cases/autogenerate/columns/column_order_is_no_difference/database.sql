CREATE TABLE point (x integer, y integer, label text);
