-- deed:upgrade
CREATE TABLE marker ();
