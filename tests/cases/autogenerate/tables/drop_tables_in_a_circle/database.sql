CREATE TABLE department (id integer PRIMARY KEY, head integer);
CREATE TABLE employee (id integer PRIMARY KEY, department integer REFERENCES department);
ALTER TABLE department ADD FOREIGN KEY (head) REFERENCES employee;
CREATE TABLE badge (employee integer REFERENCES employee);
