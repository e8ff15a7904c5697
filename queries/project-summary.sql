-- title: project summary
-- why: A project's dashboard counts its scenes, characters and shots. Two LEFT JOINs side by side multiply: every shot is
--   paired with every character before COUNT(DISTINCT) folds them again.
-- frequency: medium
-- parameter: project_id = select id from projects order by id limit 1
-- indexes: idx_scenes_project_id, idx_characters_project_id, idx_shots_scene_id
-- expected: < 50 ms
-- expected-after: < 50 ms
select
	projects.id,
	projects.title,
	count(distinct scenes.id) as scenes,
	count(distinct characters.id) as characters,
	count(distinct shots.id) as shots
from projects
left join scenes on scenes.project_id = projects.id
left join characters on characters.project_id = projects.id
left join shots on shots.scene_id = scenes.id
where projects.id = $1
group by projects.id
