-- deed:upgrade
CREATE TABLE department (
    id integer,
    head integer,
    CONSTRAINT department_pkey PRIMARY KEY (id)
);

CREATE TABLE employee (
    id integer,
    department integer,
    boss integer,
    CONSTRAINT employee_pkey PRIMARY KEY (id)
);

ALTER TABLE department ADD CONSTRAINT department_head_fkey FOREIGN KEY (head) REFERENCES employee (id);
ALTER TABLE employee ADD CONSTRAINT employee_boss_fkey FOREIGN KEY (boss) REFERENCES employee (id);
ALTER TABLE employee ADD CONSTRAINT employee_department_fkey FOREIGN KEY (department) REFERENCES department (id);
