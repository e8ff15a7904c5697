-- title: shot + ownership
-- why: Before a shot is changed, one three-table JOIN proves that the caller owns its project. It replaces three queries,
--   so what it saves is two round trips: each step is a primary-key lookup already.
-- frequency: high
-- order: 2
-- parameter: shot_id = select id from shots order by id limit 1
-- parameter: user_id = select p.user_id from shots s join scenes c on c.id = s.scene_id join projects p on p.id = c.project_id where s.id = $1
-- indexes: idx_shots_id_scene, idx_scenes_id_project, idx_projects_id_user
-- expected: 8-15 ms (three queries before: 30-60 ms)
-- expected-after: 8-15 ms
select shots.*, scenes.project_id, projects.user_id
from shots
join scenes on scenes.id = shots.scene_id
join projects on projects.id = scenes.project_id
where shots.id = $1 and projects.user_id = $2
