-- title: scene by id
-- why: The first query of today's ownership chain: the scene, before anyone asks whose it is.
-- frequency: high
-- parameter: scene_id = select id from scenes order by id limit 1
-- indexes: idx_scenes_id_project
-- expected: < 5 ms
-- expected-after: < 5 ms
select *
from scenes
where id = $1
