-- title: character consistency
-- why: The continuity check lists the characters of a project in one state (good, warning, error), those that appear
--   most often first.
-- frequency: medium
-- parameter: project_id = select id from projects order by id limit 1
-- parameter: consistency = select consistency_status from characters where project_id = $1 order by consistency_status = 'good', id limit 1
-- indexes: idx_characters_project_consistency, idx_characters_project_id, idx_characters_needs_attention
-- expected: < 10 ms
-- expected-after: < 10 ms
select id, name, appearances, consistency_status, last_seen
from characters
where project_id = $1 and consistency_status = $2
order by appearances desc
