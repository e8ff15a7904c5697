-- operation: list the scenes
-- why: The script view first sees that the caller owns the project, then lists its scenes. One JOIN does both.
-- frequency: high
-- parameter: project_id = select id from projects order by id limit 1
-- parameter: user_id = select user_id from projects where id = $1
-- case: other projects: project_id = select id from projects order by md5(id) limit 5
-- case: a stranger: user_id = select id from users where id <> $2 order by id limit 1
-- case: no such project: project_id = select 'no-such-project'
-- expected: 5-10 ms (two queries before: 20-40 ms)
-- expected-before: 20-40 ms
-- expected-after: 5-10 ms
-- expected-saving: 70-80 %
-- answer: scenes

-- step: project
-- takes: project_id, user_id
select id from projects where id = $1 and user_id = $2;

-- step: scenes
-- takes: project.id
select id, scene_number, title, location, time_of_day, characters, description, shot_count, status
from scenes
where project_id = $1
order by scene_number;

-- rewrite: one JOIN
select scenes.id, scene_number, scenes.title, location, time_of_day, characters, description, shot_count, status
from projects
join scenes on scenes.project_id = projects.id
where projects.id = $1 and projects.user_id = $2
order by scene_number;
