CREATE TABLE word (word text COLLATE "C");
CREATE INDEX word_word ON word (word);
