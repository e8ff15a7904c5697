-- operation: open a scene
-- why: Before a scene is shown, its project is looked up to see that the caller owns it: two queries, each by primary key.
--   One JOIN asks once. What it can save is a round trip.
-- frequency: high
-- parameter: scene_id = select id from scenes order by id limit 1
-- parameter: user_id = select p.user_id from scenes s join projects p on p.id = s.project_id where s.id = $1
-- case: other scenes: scene_id = select id from scenes order by md5(id) limit 5
-- case: a stranger: user_id = select id from users where id <> $2 order by id limit 1
-- case: no such scene: scene_id = select 'no-such-scene'
-- expected: 5-10 ms (two queries before: 20-40 ms)
-- expected-before: 20-40 ms
-- expected-after: 5-10 ms
-- expected-saving: 70-80 %
-- answer: scene

-- step: scene
-- takes: scene_id
select * from scenes where id = $1;

-- step: project
-- takes: scene.project_id, user_id
select id from projects where id = $1 and user_id = $2;

-- rewrite: one JOIN
select scenes.*
from scenes
join projects on projects.id = scenes.project_id
where scenes.id = $1 and projects.user_id = $2;
