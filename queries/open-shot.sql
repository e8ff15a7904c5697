-- operation: open a shot
-- why: Shot, then its scene, then the scene's project: three queries by primary key before the caller may see one row.
--   One JOIN of three tables asks once. What it can save is two round trips.
-- frequency: high
-- order: 1
-- parameter: shot_id = select id from shots order by id limit 1
-- parameter: user_id = select p.user_id from shots s join scenes c on c.id = s.scene_id join projects p on p.id = c.project_id where s.id = $1
-- case: other shots: shot_id = select id from shots order by md5(id) limit 5
-- case: a stranger: user_id = select id from users where id <> $2 order by id limit 1
-- case: no such shot: shot_id = select 'no-such-shot'
-- expected: 8-15 ms (three queries before: 30-60 ms)
-- expected-before: 30-60 ms
-- expected-after: 8-15 ms
-- expected-saving: 70-80 %
-- answer: shot

-- step: shot
-- takes: shot_id
select * from shots where id = $1;

-- step: scene
-- takes: shot.scene_id
select project_id from scenes where id = $1;

-- step: project
-- takes: scene.project_id, user_id
select id from projects where id = $1 and user_id = $2;

-- rewrite: one JOIN
select shots.*
from shots
join scenes on scenes.id = shots.scene_id
join projects on projects.id = scenes.project_id
where shots.id = $1 and projects.user_id = $2;
