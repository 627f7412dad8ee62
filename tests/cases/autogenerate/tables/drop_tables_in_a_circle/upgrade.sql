-- deed:upgrade
ALTER TABLE department DROP CONSTRAINT department_head_fkey;
ALTER TABLE employee DROP CONSTRAINT employee_department_fkey;

-- Deletes the table with its rows.
DROP TABLE badge;
DROP TABLE department;
DROP TABLE employee;
