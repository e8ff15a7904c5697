-- title: characters by name
-- why: Search as you type within a project. A pattern that begins with % cannot use the order of a b-tree: the index
--   narrows to the project, and every name in it is compared.
-- frequency: medium
-- parameter: project_id = select id from projects order by id limit 1
-- parameter: part_of_name = select split_part(name, ' ', 1) from characters where project_id = $1 order by id limit 1
-- indexes: idx_characters_project_name, idx_characters_project_id
-- expected: < 10 ms
-- expected-after: < 10 ms
select id, name, appearances, consistency_status
from characters
where project_id = $1 and name ilike '%' || $2 || '%'
order by name
