-- title: scenes by status
-- why: The shooting schedule asks for the scenes of a project that are planned, in progress, filming or completed.
-- frequency: medium
-- parameter: project_id = select id from projects order by id limit 1
-- parameter: status = select status from scenes where project_id = $1 order by status = 'completed', scene_number limit 1
-- indexes: idx_scenes_project_status, idx_scenes_project_number, idx_scenes_project_active
-- expected: < 10 ms
-- expected-after: < 10 ms
select id, scene_number, title, location, time_of_day, shot_count, status
from scenes
where project_id = $1 and status = $2
order by scene_number
