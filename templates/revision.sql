-- deed:upgrade

-- deed:downgrade
