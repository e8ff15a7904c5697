import {beforeAll, describe, expect, it} from 'vitest';
import {buildCatalog} from '../../source/catalog/build-catalog.ts';
import {configurationOf, type IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {nameConfiguration} from '../../source/catalog/name-configuration.ts';
import {parseSpec} from '../../source/catalog/parse-spec.ts';
import {writeIndexes} from '../../source/catalog/write-indexes.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {listTables} from '../../source/database/list-tables.ts';
import type {Session} from '../../source/database/session.ts';
import {blockingWorkbench} from '../../source/experiment/blocking-workbench.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {withPartitions} from '../../source/experiment/partition-indexes.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import type {Workbench} from '../../source/experiment/workbench.ts';
import {draftIndexes} from '../../source/lab/draft-indexes.ts';
import {withEngines} from '../support/engines.ts';
import {oddShapes} from '../support/odd-shapes.ts';

/** What each index is called, of what kind it is, and a query that only it serves when all others but constraints are off. */
const questions: ReadonlyArray<readonly [key: string, kind: string, sql: string]> = [
	['film_released', 'descending', 'select id from film where released = 1990 order by id'],
	['film_lower_title', 'expression', 'select id from film where lower(title) = \'x\''],
	['film_long', 'partial', 'select id from film where length > 180'],
	['film_covering', 'covering', 'select title from film where released = 1990'],
	['film_tags', 'GIN of an array', 'select id from film where tags @> array[\'tag3\']'],
	['film_details', 'GIN of jsonb', 'select id from film where details @> \'{"studio": "Studio 3"}\''],
	['film_words', 'GIN of an expression', 'select id from film where to_tsvector(\'english\', title) @@ to_tsquery(\'english\', \'film\')'],
	['film_rating', 'hash', 'select id from film where rating = \'PG\''],
	['film_pattern', 'operator class', 'select id from film where title like \'Film 7%\''],
	['idx, odd "name"', 'unique, with a comma and quotes', 'select 1 from "Rental Shop"."Customer\'s ""VIP"" List" where lower("E-Mail"::text) = \'x\''],
	['Customer\'s Home', 'GiST', 'select 1 from "Rental Shop"."Customer\'s ""VIP"" List" order by home <-> \'(1,1)\' limit 3'],
	['Customer Member', 'GiST of a range', 'select 1 from "Rental Shop"."Customer\'s ""VIP"" List" where "Member During" && \'[2021-01-01,2021-01-02)\''],
	['Customer Name', 'SP-GiST', 'select 1 from "Rental Shop"."Customer\'s ""VIP"" List" where "Full Name" = \'x\''],
	['payment_customer', 'of a partitioned table', 'select 1 from "Rental Shop".payment where customer = 7'],
	['payment_paid', 'BRIN of a partitioned table', 'select 1 from "Rental Shop".payment where paid_at = \'2024-05-05\''],
	['payment_large', 'partial, of a partitioned table', 'select 1 from "Rental Shop".payment where amount > 95'],
	['payment_2024_amount', 'of one partition', 'select 1 from "Rental Shop".payment where amount = 7 and paid_at < \'2024-12-01\''],
	['person_name', 'of an inherited table', 'select 1 from only person where name = \'x\''],
	['staff_name', 'of a table that inherits', 'select 1 from person where name = \'x\''],
	['staff_salary', 'nulls last', 'select 1 from staff order by salary desc nulls last limit 3'],
	['event_log_at', 'BRIN', 'select 1 from event_log where at = \'2025-01-03\''],
	['فهرس العنوان', 'of Arabic names', 'select 1 from "تأجير"."فيلم" where "عنوان" = \'x\''],
	['Line\nBreak Index', 'with a line break', 'select 1 from "order" where "Line\nBreak" = \'x\''],
	['public.same_name', 'of a name that another schema has too', 'select 1 from event_log where kind = \'error\''],
	['Rental Shop.same_name', 'of that name in the other schema', 'select 1 from "Rental Shop".payment_other where amount = 7'],
	['film_stats_films', 'of a materialised view', 'select 1 from "Rental Shop"."Film Stats" where films = 7'],
	['Film Stats Year', 'unique, of a materialised view', 'select 1 from "Rental Shop"."Film Stats" where "Year" = 1999'],
];

type Bench = readonly [name: string, of: (session: Session, universe: () => IndexUniverse) => Workbench];
const benches: readonly Bench[] = [
	['rung 1', (session, universe) => isolatedWorkbench(session, universe, true)],
	['rung 2', (session, universe) => sharedWorkbench(session, universe, rungOf(2), true)],
	['rung 5', (session, universe) => blockingWorkbench(session, universe, false)],
];

/** Names of the indexes that the plan of a statement reads under a configuration. */
async function read(bench: Workbench, configuration: IndexConfiguration, sql: string): Promise<readonly string[]> {
	const subject = {entry: 'q', sql, parameters: [], file: 'q.sql', line: 1};
	const {plan} = await bench.under(configuration, {statementMs: 30_000}, async explain => explain(subject, 'plan'));
	await bench.rest();
	return plan.nodes.flatMap(({index}) => index ?? []);
}

withEngines('a database of odd shapes', engine => {
	let universe: IndexUniverse;
	const standing = async () => (await listIndexes(engine.session)).map(({scans: _, ...index}) => index);

	beforeAll(async () => {
		await engine.session.script(oddShapes);
		// The tables are small: what is asked here is whether an index can serve, not whether it pays.
		await engine.session.script('set enable_seqscan = off; set enable_sort = off');
		universe = indexUniverse(await listIndexes(engine.session), [], [], await listTables(engine.session));
	});

	const family = (key: string) => {
		const index = universe.byKey.get(key);
		return index === undefined ? [] : withPartitions(index, universe.indexes);
	};

	/** Constraints, and one index with its parts. */
	const only = (key: string | null) => {
		const bare = universe.presets.find(({name}) => name === 'bare')?.configuration.on ?? new Set();
		return configurationOf([...bare, ...(key === null ? [] : family(key).map(each => each.key))]);
	};

	describe.each(benches)('%s', (_, benchOf) => {
		it.each(questions)('switches %j (%s) on and off', async (key, kind, sql) => {
			const names = family(key).map(({name}) => name);
			const bench = benchOf(engine.session, () => universe);
			expect(names, kind).not.toEqual([]);
			expect((await read(bench, only(key), sql)).filter(name => names.includes(name)), kind).not.toEqual([]);
			expect((await read(bench, only(null), sql)).filter(name => names.includes(name)), kind).toEqual([]);
		});

		it('leaves every index as it was', async () => {
			const before = await standing();
			await read(benchOf(engine.session, () => universe), only(null), 'select 1');
			expect(await standing()).toEqual(before);
		});
	});

	it('its configurations are written so that they can be read again, whatever the names', () => {
		const [bare] = universe.presets.filter(({name}) => name === 'bare');
		for (const [key] of questions) {
			const spec = nameConfiguration(only(key), universe.presets.filter(({name}) => name === 'bare'));
			const names = parseSpec(spec, {presets: [{name: 'bare', why: '', indexes: [...bare?.configuration.on ?? []]}], indexNames: universe.indexes.map(index => index.key)});
			expect(new Set(names), spec).toEqual(only(key).on);
		}
	});

	it('its indexes, written into indexes.sql and taken away, are proposed, built and used again', async () => {
		const drafted = draftIndexes(universe.indexes);
		expect(drafted.leftOut).toEqual([]);
		const text = writeIndexes([{name: 'baseline', why: 'As it was.'}], drafted.indexes);
		const catalog = buildCatalog('queries', [{file: 'indexes.sql', text}]);
		expect(catalog.indexes).toHaveLength(questions.length);
		const own = await engine.open();
		try {
			if (engine.kind === 'pglite') {
				await own.script(oddShapes);
			}

			const undescribed = indexUniverse(await listIndexes(own), catalog.indexes, catalog.presets, await listTables(own));
			expect(undescribed.presets.find(({name}) => name === 'baseline')?.configuration.on).toEqual(undescribed.asBuilt.on);
			await own.script('begin; set enable_seqscan = off; set enable_sort = off');
			for (const {schema, name} of drafted.indexes.map(({name: each}, at) => ({name: each, schema: universe.indexes.filter(({constraint, parentOid}) => constraint === null && parentOid === null)[at]?.schema ?? ''}))) {
				await own.script(`drop index "${schema.replaceAll('"', '""')}"."${name.replaceAll('"', '""')}"`);
			}

			const proposing = indexUniverse(await listIndexes(own), catalog.indexes, catalog.presets, await listTables(own));
			expect(proposing.indexes.filter(({built}) => !built).map(({key}) => key).sort()).toEqual(questions.map(([key]) => key).sort());
			for (const {definition} of proposing.indexes.filter(({built}) => !built)) {
				await own.query(definition);
			}

			const again = (await listIndexes(own)).map(({schema, name, definition}) => `${schema}.${name}: ${definition}`).filter(each => !/_idx\d*: /.test(each));
			expect(again).toEqual(universe.indexes.map(({schema, name, definition}) => `${schema}.${name}: ${definition}`).filter(each => !/_idx\d*: /.test(each)));
		} finally {
			await own.script('rollback');
			await own.close();
		}
	});
});
