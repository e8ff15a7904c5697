-- title: scenes of a project
-- why: The script view lists a project's scenes in the order of the script.
-- frequency: high
-- parameter: project_id = select id from projects order by id limit 1
-- indexes: idx_scenes_project_id, idx_scenes_project_number
-- expected: < 5 ms
-- expected-after: < 5 ms
select id, scene_number, title, location, time_of_day, characters, description, shot_count, status
from scenes
where project_id = $1
order by scene_number
