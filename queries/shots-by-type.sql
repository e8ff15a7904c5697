-- title: shots by type
-- why: The shot list is filtered by type (wide, medium, closeup ...) within one scene. One of the few filters that an
--   index on both columns answers without looking at the other shots of the scene.
-- frequency: high
-- order: 3
-- parameter: scene_id = select id from scenes order by id limit 1
-- parameter: shot_type = select shot_type from shots where scene_id = $1 order by shot_number limit 1
-- indexes: idx_shots_scene_type, idx_shots_scene_id
-- expected: < 10 ms
-- expected-after: < 10 ms
select id, shot_number, shot_type, camera_angle, camera_movement, lighting
from shots
where scene_id = $1 and shot_type = $2
order by shot_number
