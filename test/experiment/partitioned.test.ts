import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import type {Session} from '../../source/database/session.ts';
import {blockingWorkbench} from '../../source/experiment/blocking-workbench.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {flipObstacle} from '../../source/experiment/plan-switch.ts';
import {withProposal} from '../../source/experiment/propose-index.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import type {Workbench} from '../../source/experiment/workbench.ts';
import {indexRows} from '../../source/view/index-rows.ts';
import {withEngines} from '../support/engines.ts';

const subject = {entry: 'by-id', sql: 'select * from parts where id = $1', parameters: [{name: 'id', value: '7'}], file: 'queries/by-id.sql', line: 1};

/** Two levels: parts_50 is partitioned again, into parts_50_a. */
withEngines('the index of a partitioned table', engine => {
	let session: Session;
	let universe: IndexUniverse;

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table parts (id int, day int) partition by range (day);
			create table parts_0 partition of parts for values from (0) to (50);
			create table parts_50 partition of parts for values from (50) to (100) partition by range (day);
			create table parts_50_a partition of parts_50 for values from (50) to (100);
			create table parts_100 partition of parts for values from (100) to (200);
			insert into parts select n, n % 200 from generate_series(1, 20000) n;
			create index parts_id on parts (id);
			analyze;
		`);
	});

	beforeEach(async () => {
		universe = indexUniverse(await listIndexes(session), [], [], []);
	});

	const benches: ReadonlyArray<readonly [string, () => Workbench]> = [
		['rung 1', () => isolatedWorkbench(session, () => universe, true)],
		['rung 2', () => sharedWorkbench(session, () => universe, rungOf(2), true)],
		['rung 5', () => blockingWorkbench(session, () => universe, true)],
	];
	const without = (...keys: readonly string[]) => configurationOf([...universe.asBuilt.on].filter(key => !keys.includes(key)));
	const used = async (bench: Workbench, ...off: readonly string[]) => {
		const explained = await bench.under(without(...off), {statementMs: 30_000}, async say => say(subject, 'tree'));
		await bench.rest();
		return explained.plan.nodes.flatMap(({index}) => index ?? []).sort();
	};

	describe.each(benches)('%s', (_, bench) => {
		it('switched off takes those of all partitions with it, at every level, and all are back afterwards', async () => {
			const standing = async () => (await listIndexes(session)).map(({scans: _, ...index}) => index);
			const before = await standing();
			expect(await used(bench(), 'parts_id')).toEqual([]);
			expect(await used(bench())).toHaveLength(3);
			expect(await standing()).toEqual(before);
		});

		it('one partition\'s is switched off alone, where DROP INDEX would be refused', async () => {
			expect(await used(bench(), 'parts_0_id_idx')).toEqual((await used(bench())).filter(name => name !== 'parts_0_id_idx'));
		});
	});

	it('that an insight proposes is built on every partition, at every level, taken by the planner, and gone afterwards', async () => {
		const proposal = {table: 'parts', schema: 'public', columns: ['id', 'day'], include: [], predicate: null, name: 'parts_proposed', why: 'its partitions are read from end to end', sql: 'CREATE INDEX parts_proposed ON public.parts (id, day)'};
		const {universe: grown, key} = withProposal(universe, proposal, []);
		universe = grown;
		const bench = isolatedWorkbench(session, () => universe, true);
		const {plan} = await bench.under(configurationOf([...without('parts_id').on, key]), {statementMs: 30_000}, async say => say(subject, 'tree'));
		await bench.rest();
		expect(plan.nodes.flatMap(({index}) => index ?? []).sort()).toEqual(['parts_proposed_parts_0', 'parts_proposed_parts_100', 'parts_proposed_parts_50_a']);
		expect((await listIndexes(session)).map(({name}) => name)).not.toContain('parts_proposed');
	});

	it('is shown as used where a plan reads one of its partitions\' indexes, and its parts are off when it is', async () => {
		const bench = isolatedWorkbench(session, () => universe, true);
		const {plan} = await bench.under(universe.asBuilt, {statementMs: 30_000}, async say => say(subject, 'plan'));
		await bench.rest();
		const row = (off: readonly string[], name: string) => indexRows(universe, without(...off), [plan], rungOf(1), true).find(({index}) => index.name === name);
		expect(row([], 'parts_id')).toMatchObject({on: true, used: true, near: true});
		const parts = universe.indexes.filter(({name, table}) => name !== 'parts_id' && table.startsWith('parts'));
		expect(row([], 'parts_id')?.bytes).toBe(parts.reduce((total, {bytes}) => total + (bytes ?? 0), 0));
		expect(row([], 'parts_id')?.bytes).toBeGreaterThan(100_000);
		expect(row(['parts_id'], 'parts_0_id_idx')?.on).toBe(false);
	});

	it('who is no superuser flips the whole; a part says so', () => {
		const part = universe.indexes.find(({name}) => name === 'parts_0_id_idx');
		expect(part === undefined ? null : flipObstacle({...part, owned: true}, rungOf(5), false)).toMatch(/part of a partitioned table's index: flip that one/);
		expect(universe.byKey.get('parts_id')).toMatchObject({parentOid: null});
	});
});
