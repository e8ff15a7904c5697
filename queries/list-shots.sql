-- operation: list the shots
-- why: Opening a scene looks up the scene, sees that the caller owns its project, then lists the shots: three queries.
--   One JOIN does all three.
-- frequency: high
-- parameter: scene_id = select id from scenes order by id limit 1
-- parameter: user_id = select p.user_id from scenes s join projects p on p.id = s.project_id where s.id = $1
-- case: other scenes: scene_id = select id from scenes order by md5(id) limit 5
-- case: a stranger: user_id = select id from users where id <> $2 order by id limit 1
-- case: no such scene: scene_id = select 'no-such-scene'
-- expected: 8-15 ms (three queries before: 30-60 ms)
-- expected-before: 30-60 ms
-- expected-after: 8-15 ms
-- expected-saving: 70-80 %
-- answer: shots

-- step: scene
-- takes: scene_id
select project_id from scenes where id = $1;

-- step: project
-- takes: scene.project_id, user_id
select id from projects where id = $1 and user_id = $2;

-- step: shots
-- takes: scene_id
select id, scene_id, shot_number, shot_type, camera_angle, camera_movement, lighting, ai_suggestion
from shots
where scene_id = $1
order by shot_number;

-- rewrite: one JOIN
select shots.id, scene_id, shot_number, shot_type, camera_angle, camera_movement, lighting, ai_suggestion
from scenes
join projects on projects.id = scenes.project_id
join shots on shots.scene_id = scenes.id
where scenes.id = $1 and projects.user_id = $2
order by shot_number;
