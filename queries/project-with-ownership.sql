-- title: project + ownership
-- why: Nearly every request first checks that the project belongs to the caller. The primary key finds the row; the
--   proposed index on (id, user_id) can only spare the look into the table.
-- frequency: very high
-- parameter: project_id = select id from projects order by id limit 1
-- parameter: user_id = select user_id from projects where id = $1
-- indexes: idx_projects_id_user
-- expected: 2-5 ms (before: 10-20 ms)
-- expected-before: 10-20 ms
-- expected-after: 2-5 ms
-- expected-saving: 60-75 %
select id, title, user_id, created_at, updated_at
from projects
where id = $1 and user_id = $2
