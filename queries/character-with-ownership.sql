-- title: character + ownership
-- why: Before a character is changed, one JOIN proves that the caller owns its project. It replaces two queries.
-- frequency: medium-high
-- parameter: character_id = select id from characters order by id limit 1
-- parameter: user_id = select p.user_id from characters c join projects p on p.id = c.project_id where c.id = $1
-- indexes: idx_characters_id_project, idx_projects_id_user
-- expected: 5-10 ms (two queries before: 20-40 ms)
-- expected-after: 5-10 ms
select characters.*, projects.user_id
from characters
join projects on projects.id = characters.project_id
where characters.id = $1 and projects.user_id = $2
