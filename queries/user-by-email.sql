-- title: user by email
-- why: Login looks the user up by email; the index of the unique constraint answers.
-- frequency: medium
-- parameter: email = select email from users order by id limit 1
-- expected: < 5 ms
-- expected-after: < 5 ms
select id, email, password_hash, first_name, last_name
from users
where email = $1
