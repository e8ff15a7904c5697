-- title: character by id
-- why: The first query of today's ownership chain: the character, before anyone asks whose it is.
-- frequency: medium-high
-- parameter: character_id = select id from characters order by id limit 1
-- indexes: idx_characters_id_project
-- expected: < 5 ms
-- expected-after: < 5 ms
select *
from characters
where id = $1
