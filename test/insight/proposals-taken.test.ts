import {beforeAll, expect, test} from 'vitest';
import {listTables} from '../../source/database/list-tables.ts';
import {readPlans} from '../../source/reading/read-plans.ts';
import {withEngines} from '../support/engines.ts';
import {made, saying} from './insight-plans.ts';

const tables = `
	create type public.mood as enum ('happy', 'sad');
	create table public."Thing" (
		id bigint, a int, b int, at timestamp, name text collate "C", vc varchar(20), u uuid, gone timestamptz, rare boolean, status text, "Mixed Case" int,
		j jsonb, tags text[], words tsvector, ip inet, span int4range, place point, ch char(8), m mood
	);
`;

/** What a plan of `select * from "Thing" where ...` proposes is built, and the planner takes it (with enable_seqscan = off, as the table is empty). */
const conditions = [
	'a = 5', 'a = 5 and b > 3 and b < 9', 'a in (1, 2) and b = 3 and at > now()', '"Mixed Case" = 5', 'a = 5 or a = 6', '(a = 5 and b = 1) or a is null', '(at, id) < (now()::timestamp, 5)',
	'name = \'x\' collate "POSIX"', 'name like \'ab%\'', 'vc like \'ab%\'', 'lower(vc) like \'ab%\'', 'name ~ \'^abc\'', 'vc = \'x\'', 'vc in (\'x\', \'y\')',
	'gone is null', 'gone is null and a = 5', 'gone is not null', 'rare', 'rare is true and a = 1', 'not rare and gone is null', 'status <> \'done\'', 'status not in (\'done\', \'failed\')', 'a <> 5',
	'lower(name) = \'x\'', 'lower(vc) in (\'x\', \'y\')', 'coalesce(a, 0) = 3', 'a % 10 = 3', 'left(name, 2) = \'ab\'', 'trim(name) = \'x\'', 'j ->> \'k\' = \'x\'', '(j -> \'k\' ->> \'n\')::int > 5', 'j #>> \'{k,n}\' = \'x\'',
	'j @> \'{"k": 1}\'', '\'{"k": 1}\' <@ j', 'j ? \'k\'', 'j @? \'$.k\'', 'tags @> array[\'x\']', 'tags && array[\'x\']', 'words @@ \'x\'::tsquery', 'to_tsvector(\'simple\', name) @@ to_tsquery(\'simple\', \'x\')',
	'ip << \'10.0.0.0/8\'', 'span @> 5', 'span && \'[1,2)\'::int4range', 'place <@ box \'((0,0),(1,1))\'', 'ch = \'x\'', 'm = \'sad\'', 'u = \'a1d0c6e8-3f02-7327-d846-1063f4ac58a6\'',
];

/** In what they are compared as they are not, and no index on the column would be taken: nothing is proposed. */
const untaken = ['u::text = \'a1d0c6e8-3f02-7327-d846-1063f4ac58a6\'', 'ch = \'x\'::text', 'm::text = \'sad\'', 'at::date = \'2024-01-01\'', 'gone::date = \'2024-01-01\'', 'date_trunc(\'day\', gone) = now()', 'a = 12.5', 'random() < 0.1', '5 = any(array[a, b])', 'name ilike \'x%\''];

withEngines('a proposed index', engine => {
	beforeAll(async () => {
		await engine.session.script(tables);
		await engine.session.script('set enable_seqscan = off');
	});

	const explain = async (condition: string) => {
		const [row] = await engine.session.query(`explain (format json, verbose) select * from "Thing" where ${condition}`);
		const [read] = readPlans(String(row?.['QUERY PLAN']));
		return read?.plan.nodes[0]?.raw ?? {};
	};
	const textOf = async (condition: string) => JSON.stringify(await explain(condition));
	const proposalFor = async (condition: string) => {
		const scan = await explain(condition);
		expect(scan['Node Type']).toBe('Seq Scan');
		const executed = made({...scan, 'Actual Startup Time': 0, 'Actual Total Time': 100, 'Actual Loops': 1, 'Actual Rows': 5, 'Rows Removed by Filter': 100_000});
		return saying('large-seq-scan', executed, {tables: await listTables(engine.session)}).proposal;
	};

	test.each(conditions)('for %s is built and taken', async condition => {
		const proposal = await proposalFor(condition);
		expect(proposal).not.toBeNull();
		await engine.session.script(proposal?.sql ?? '');
		expect(await textOf(condition)).toContain(`"Index Name":"${proposal?.name ?? ''}"`);
		await engine.session.script(`drop index public."${proposal?.name ?? ''}"`);
	});

	test.each(untaken)('for %s there is none', async condition => {
		expect(await proposalFor(condition)).toBeNull();
	});
});
