-- deed:downgrade
ALTER TYPE mood RENAME VALUE 'fine' TO 'O''K';
ALTER TYPE mood RENAME VALUE 'Blue' TO 'sad';
