-- deed:downgrade
CREATE TABLE badge (
    employee integer
);

CREATE TABLE department (
    id integer,
    head integer,
    CONSTRAINT department_pkey PRIMARY KEY (id)
);

CREATE TABLE employee (
    id integer,
    department integer,
    CONSTRAINT employee_pkey PRIMARY KEY (id)
);

ALTER TABLE badge ADD CONSTRAINT badge_employee_fkey FOREIGN KEY (employee) REFERENCES employee (id);
ALTER TABLE department ADD CONSTRAINT department_head_fkey FOREIGN KEY (head) REFERENCES employee (id);
ALTER TABLE employee ADD CONSTRAINT employee_department_fkey FOREIGN KEY (department) REFERENCES department (id);
