-- title: user by id
-- why: Every request loads the user of the session by primary key.
-- frequency: very high
-- parameter: user_id = select id from users order by id limit 1
-- expected: < 5 ms
-- expected-after: < 5 ms
select id, email, first_name, last_name, profile_image_url
from users
where id = $1
