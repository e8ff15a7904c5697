-- title: shot by id
-- why: The first query of today's ownership chain of three: the shot, before anyone asks whose it is.
-- frequency: high
-- parameter: shot_id = select id from shots order by id limit 1
-- indexes: idx_shots_id_scene
-- expected: < 5 ms
-- expected-after: < 5 ms
select *
from shots
where id = $1
