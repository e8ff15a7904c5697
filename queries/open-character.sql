-- operation: open a character
-- why: Before a character is changed, its project is looked up to see that the caller owns it: two queries, each by
--   primary key. One JOIN asks once.
-- frequency: medium-high
-- parameter: character_id = select id from characters order by id limit 1
-- parameter: user_id = select p.user_id from characters c join projects p on p.id = c.project_id where c.id = $1
-- case: other characters: character_id = select id from characters order by md5(id) limit 5
-- case: a stranger: user_id = select id from users where id <> $2 order by id limit 1
-- case: no such character: character_id = select 'no-such-character'
-- expected: 5-10 ms (two queries before: 20-40 ms)
-- expected-before: 20-40 ms
-- expected-after: 5-10 ms
-- expected-saving: 70-80 %
-- answer: character

-- step: character
-- takes: character_id
select * from characters where id = $1;

-- step: project
-- takes: character.project_id, user_id
select id from projects where id = $1 and user_id = $2;

-- rewrite: one JOIN
select characters.*
from characters
join projects on projects.id = characters.project_id
where characters.id = $1 and projects.user_id = $2;
