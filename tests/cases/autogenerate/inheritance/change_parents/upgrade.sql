-- deed:upgrade
ALTER TABLE child NO INHERIT p;
ALTER TABLE child INHERIT q;
