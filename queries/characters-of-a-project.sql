-- title: characters of a project
-- why: The character sheet lists everyone who appears in a project.
-- frequency: medium-high
-- parameter: project_id = select id from projects order by id limit 1
-- indexes: idx_characters_project_id, idx_characters_project_name
-- expected: < 5 ms
-- expected-after: < 5 ms
select id, name, appearances, consistency_status, last_seen, notes
from characters
where project_id = $1
order by name
