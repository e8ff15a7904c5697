-- title: scene + ownership
-- why: Before a scene is shown or changed, one JOIN proves that the caller owns its project. It replaces two queries.
-- frequency: high
-- parameter: scene_id = select id from scenes order by id limit 1
-- parameter: user_id = select p.user_id from scenes s join projects p on p.id = s.project_id where s.id = $1
-- indexes: idx_scenes_id_project, idx_projects_id_user
-- expected: 5-10 ms (two queries before: 20-40 ms)
-- expected-after: 5-10 ms
select scenes.*, projects.user_id
from scenes
join projects on projects.id = scenes.project_id
where scenes.id = $1 and projects.user_id = $2
