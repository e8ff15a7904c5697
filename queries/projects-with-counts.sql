-- title: projects with counts
-- why: The project list with the number of scenes and characters beside each title, in one statement instead of one query
--   per number.
-- frequency: high
-- parameter: user_id = select id from users order by id limit 1
-- indexes: idx_projects_user_id, idx_scenes_project_id, idx_characters_project_id
-- expected: 20-40 ms (before: 50-100 ms)
-- expected-after: 20-40 ms
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
order by projects.updated_at desc
