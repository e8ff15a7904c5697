-- operation: list the projects
-- why: The first page after login: the user's projects, each with its number of scenes and characters. Today that is one
--   query for the list and two more for every project in it.
-- frequency: very high
-- parameter: user_id = select id from users order by id limit 1
-- case: other users: user_id = select id from users order by md5(id) limit 5
-- case: no such user: user_id = select 'no-such-user'
-- expected: 20-40 ms (before: 50-100 ms)
-- expected-before: 50-100 ms
-- expected-after: 20-40 ms
-- expected-saving: 50-60 %
-- answer: projects.id, projects.title, projects.updated_at, scenes.scenes, characters.characters

-- step: projects
-- takes: user_id
select id, title, updated_at from projects where user_id = $1 order by updated_at desc;

-- step: scenes
-- for each: projects
-- takes: projects.id
select count(*) as scenes from scenes where project_id = $1;

-- step: characters
-- for each: projects
-- takes: projects.id
select count(*) as characters from characters where project_id = $1;

-- rewrite: one JOIN
-- why: As the team proposed it: both tables joined, then counted apart with DISTINCT.
select
	projects.id,
	projects.title,
	projects.updated_at,
	count(distinct scenes.id) as scenes,
	count(distinct characters.id) as characters
from projects
left join scenes on scenes.project_id = projects.id
left join characters on characters.project_id = projects.id
where projects.user_id = $1
group by projects.id
order by projects.updated_at desc;

-- rewrite: counted apart
-- why: Joining two lists multiplies them: 20 scenes by 15 characters are 300 rows a project. Counting each by itself does not.
select
	projects.id,
	projects.title,
	projects.updated_at,
	(select count(*) from scenes where project_id = projects.id) as scenes,
	(select count(*) from characters where project_id = projects.id) as characters
from projects
where projects.user_id = $1
order by projects.updated_at desc;
