-- title: projects of a user
-- why: The first page after login lists the user's projects, the most recently changed first.
-- frequency: very high
-- parameter: user_id = select id from users order by id limit 1
-- indexes: idx_projects_user_id, idx_projects_user_created, idx_projects_user_updated_cover
-- expected: < 5 ms
-- expected-after: < 5 ms
select id, title, created_at, updated_at
from projects
where user_id = $1
order by updated_at desc
