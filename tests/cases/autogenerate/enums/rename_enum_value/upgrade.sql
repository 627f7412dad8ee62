-- deed:upgrade
ALTER TYPE mood RENAME VALUE 'sad' TO 'Blue';
ALTER TYPE mood RENAME VALUE 'O''K' TO 'fine';
