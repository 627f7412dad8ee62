CREATE TABLE word (word text);
CREATE INDEX word_word ON word (word);
