import {expect, test} from 'vitest';
import type {ParameterUse} from '../../source/sql/parameter-use.ts';
import {parameterUses} from '../../source/sql/parameter-uses.ts';
import {relationsNamed} from '../../source/sql/relations-named.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();

const known: Readonly<Record<string, readonly string[]>> = {
	shots: ['id', 'scene_id', 'shot_type', 'created_at', 'name'],
	scenes: ['id', 'project_id', 'title', 'created_at'],
	'Sales Data.Order Line': ['Order Id', 'qty'],
};

function told(use: ParameterUse): string {
	if (use.kind !== 'column') {
		return use.kind === 'unknown' && use.output ? 'unknown output' : use.kind;
	}

	const {source: {relation, column}, operator, form, through} = use;
	const name = `${relation.schema === null ? '' : `${relation.schema}.`}${relation.name}.${column}`;
	return `${through === null ? name : `${through.join('.')}(${name})`} ${operator}${form === 'array' ? ' any' : ''}`;
}

function uses(sql: string): readonly string[] {
	return parameterUses(parser.parse(sql), ({schema, name}) => known[schema === null ? name : `${schema}.${name}`] ?? null).map(({position, use}) => `$${position} ${told(use)}`);
}

test.each([
	['select * from shots where scene_id = $1 and shot_type = $2', ['$1 shots.scene_id =', '$2 shots.shot_type =']],
	['select * from shots where $1 = scene_id and $2 < created_at', ['$1 shots.scene_id =', '$2 shots.created_at >']],
	['select * from shots where scene_id in ($1, $2) and id = any($3) and id = any(array[$4, $5])', ['$1 shots.scene_id =', '$2 shots.scene_id =', '$3 shots.id = any', '$4 shots.id =', '$5 shots.id =']],
	['select * from shots where created_at between $1 and $2', ['$1 shots.created_at >=', '$2 shots.created_at <=']],
	['select * from shots where (created_at, id) < ($1, $2) order by created_at limit $3 offset $4::int', ['$1 shots.created_at <', '$2 shots.id <', '$3 limit', '$4 offset']],
	['select * from shots where name like $1 and name ilike \'%\' || $2 || \'%\'', ['$1 shots.name ~~', '$2 shots.name ~~*']],
	['select * from shots where lower(name) = $1 and lower(name) = lower($2::text)', ['$1 lower(shots.name) =', '$2 lower(shots.name) =']],
	['select * from shots where coalesce(scene_id, $1) = $2 and scene_id is distinct from $3', ['$1 unknown', '$2 shots.scene_id =', '$3 shots.scene_id =']],
	['select * from shots where created_at > now() - $1 and id + $2 = 7 and $3', ['$1 unknown', '$2 unknown', '$3 unknown']],
	['select date_trunc($1, created_at), coalesce(name, $2) from shots where extract($3 from created_at) = $4 group by 1', ['$1 field', '$2 unknown output', '$3 field', '$4 unknown']],
])('%s', (sql, told) => {
	expect(uses(sql)).toEqual(told);
});

test.each([
	['select * from shots s join scenes on scenes.id = s.scene_id where project_id = $1 and s.id = $2', ['$1 scenes.project_id =', '$2 shots.id =']],
	['select * from (select id as a, scene_id from shots) as q where a = $1', ['$1 shots.id =']],
	['select * from (select * from shots) as q(x, y) where q.y = $1', ['$1 shots.scene_id =']],
	['with q as (select scene_id as s from shots where id > $1) select * from q where s = $2', ['$1 shots.id >', '$2 shots.scene_id =']],
	['with recursive up as (select id, project_id from scenes where id = $1 union all select s.id, s.project_id from scenes s, up where s.id = up.project_id and up.id <> $2) select * from up', ['$1 scenes.id =', '$2 scenes.id <>']],
	['select * from scenes where exists (select from shots where scene_id = scenes.id and title = $1 and shot_type = $2)', ['$1 scenes.title =', '$2 shots.shot_type =']],
	['with q as (select id, scene_id from shots union all select id, id from scenes) select * from (select * from q) r where r.scene_id = $1', ['$1 shots.scene_id =']],
	['with q as (select scene_id from shots) select * from (select * from q union select * from q) r where scene_id = $1', ['$1 shots.scene_id =']],
	['select * from scenes, lateral (select title, scene_id from shots where scene_id = scenes.id) l where l.title = $1', ['$1 scenes.title =']],
	['select * from scenes where exists (select from (select id as a from shots) q where q.a = $1 and title = $2)', ['$1 shots.id =', '$2 scenes.title =']],
	['select 1 where $1 in (select scene_id from shots)', ['$1 shots.scene_id =']],
	['select id from shots where id = $1 union select id from scenes where title = $2 limit $3', ['$1 shots.id =', '$2 scenes.title =', '$3 limit']],
	['select l."Order Id" from "Sales Data"."Order Line" as l where l."Order Id" = $1 and qty > $2', ['$1 Sales Data.Order Line.Order Id =', '$2 Sales Data.Order Line.qty >']],
	['select * from nobody where x = $1', ['$1 nobody.x =']],
	['select * from nobody, knows where x = $1', ['$1 unknown']],
])('names are followed to their tables: %s', (sql, told) => {
	expect(uses(sql)).toEqual(told);
});

test.each([
	['insert into scenes (title, project_id) values ($1, $2), ($3, $4)', ['$1 scenes.title =', '$2 scenes.project_id =', '$3 scenes.title =', '$4 scenes.project_id =']],
	['insert into scenes values ($1, $2) on conflict (id) do update set title = $3', ['$1 scenes.id =', '$2 scenes.project_id =', '$3 scenes.title =']],
	['update shots set name = $1, scene_id = scene_id + $2 where id = $3', ['$1 shots.name =', '$2 unknown', '$3 shots.id =']],
	['delete from shots using scenes where scenes.id = scene_id and title = $1', ['$1 scenes.title =']],
])('what is written has the values of its column: %s', (sql, told) => {
	expect(uses(sql)).toEqual(told);
});

test('every table of a text is named once, with those that are written', () => {
	expect(relationsNamed(parser.parse('with q as (select 1 from a.b, a.b as c) insert into "T" select * from q join x using (y) where z in (select 1 from x)'))).toEqual([
		{schema: null, name: 'T'}, {schema: null, name: 'q'}, {schema: null, name: 'x'}, {schema: 'a', name: 'b'},
	]);
});
