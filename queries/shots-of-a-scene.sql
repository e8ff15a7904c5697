-- title: shots of a scene
-- why: Opening a scene lists its shots. They lie scattered over the whole table, as they were added over months of
--   work: without an index on scene_id every block of shots is read to find ten rows.
-- frequency: high
-- order: 1
-- parameter: scene_id = select id from scenes order by id limit 1
-- indexes: idx_shots_scene_id, idx_shots_scene_number, idx_shots_scene_type
select id, scene_id, shot_number, shot_type, camera_angle, camera_movement, lighting, ai_suggestion
from shots
where scene_id = $1
order by shot_number
