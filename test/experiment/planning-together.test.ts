import {beforeAll, expect, it} from 'vitest';
import {configurationOf, type IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {listTables} from '../../source/database/list-tables.ts';
import type {Explained} from '../../source/experiment/explain.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {proposalOfText} from '../../source/experiment/proposal-of-text.ts';
import {withProposal} from '../../source/experiment/propose-index.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import type {PlanningTogether, Workbench} from '../../source/experiment/workbench.ts';
import {planFingerprint} from '../../source/plan/plan-fingerprint.ts';
import {withEngines} from '../support/engines.ts';

const limits = {statementMs: 30_000};

function subject(entry: string, sql: string, ...values: readonly string[]): Subject {
	return {entry, sql, parameters: values.map((value, at) => ({name: `p${at + 1}`, value})), file: `queries/${entry}.sql`, line: 1};
}

const subjects = [
	subject('by-code', 'select * from stock where code = $1', 'c7'),
	subject('by-day', 'select s.code, m.moved from stock as s join moves as m on m.item = s.id where m.day = $1 and m.moved > $2', '17', '40'),
	subject('of-an-item', 'select * from moves where item = $1 order by moved', '9'),
];

/** A workbench's planning together, which these have. */
function togetherOf({together}: Workbench): PlanningTogether {
	if (together === undefined) {
		throw new Error('this workbench plans one by one');
	}

	return together;
}

withEngines('many configurations in one transaction', engine => {
	let universe: IndexUniverse;
	const keys = ['stock_code', 'stock_code_key', 'moves_item', 'moves_day', 'moves_item_moved'];

	beforeAll(async () => {
		await engine.session.script(`
			create table stock (id int primary key, code text not null, name text);
			create table moves (id int, item int not null, day int not null, moved int not null) partition by range (day);
			create table moves_low partition of moves for values from (0) to (50);
			create table moves_high partition of moves for values from (50) to (100);
			insert into stock select n, 'c' || n, repeat('n', 40) from generate_series(1, 3000) n;
			insert into moves select n, n * 7 % 3000, n % 100, n % 60 from generate_series(1, 12000) n;
			create index stock_code on stock (code);
			create unique index stock_code_key on stock (code, id);
			create index moves_item on moves (item);
			create sequence numbers;
			create function lying() returns int language sql immutable as $$ select nextval('numbers')::int $$;
			analyze;
		`);
		const tables = await listTables(engine.session);
		universe = indexUniverse(await listIndexes(engine.session), [], [], tables);
		for (const text of ['create index moves_day on moves (day)', 'create index moves_item_moved on moves (item, moved)']) {
			universe = withProposal(universe, proposalOfText(text, universe, tables), tables).universe;
		}
	});

	const configurations = (): readonly IndexConfiguration[] => {
		const others = [...universe.asBuilt.on].filter(key => !keys.includes(key));
		return Array.from({length: 2 ** keys.length}, (_, mask) => configurationOf([...others, ...keys.filter((_key, at) => ((mask >>> at) & 1) === 1)]));
	};

	const told = ({plan}: Explained) => `${planFingerprint(plan)} ${plan.nodes[0]?.totalCost}`;

	it('each is planned as it is in a transaction of its own, built and proposed indexes and those of partitions alike', async () => {
		const bench = isolatedWorkbench(engine.session, () => universe, true);
		const together: string[] = [];
		// Any order: what one configuration hid is there again for the next.
		const order = configurations().toSorted((a, b) => (a.on.size % 3) - (b.on.size % 3));
		await togetherOf(bench).plan(order.map(configuration => ({configuration, subjects})), limits, explained => together.push(told(explained)));
		const alone: string[] = [];
		for (const configuration of order) {
			alone.push(...await bench.under(configuration, limits, async explain => {
				const each: string[] = [];
				for (const one of subjects) {
					each.push(told(await explain(one, 'plan')));
				}

				return each;
			}));
		}

		await bench.rest();
		expect(together).toEqual(alone);
		expect(new Set(together).size).toBeGreaterThan(5);
	});

	it('leave every index as it was', async () => {
		const standing = async () => (await listIndexes(engine.session)).map(({scans: _, ...index}) => index);
		const before = await standing();
		const benches = [isolatedWorkbench(engine.session, () => universe, true), sharedWorkbench(engine.session, () => universe, rungOf(2), true)];
		for (const bench of benches) {
			const built = configurations().filter(({on}) => bench === benches[0] || !(on.has('moves_day') || on.has('moves_item_moved')));
			await togetherOf(bench).plan(built.slice(0, 6).map(configuration => ({configuration, subjects})), limits, () => undefined);
			await bench.rest();
			expect(await standing()).toEqual(before);
		}
	});

	it('stay read-only: what a function does that lies about itself is refused, and the others before it are told of', async () => {
		const bench = isolatedWorkbench(engine.session, () => universe, true);
		const [first, second] = configurations();
		const answered: string[] = [];
		const work = togetherOf(bench).plan([first, second].flatMap(configuration => configuration === undefined ? [] : [{configuration, subjects: [...subjects, subject('lying', 'select lying()')]}]), limits, explained => answered.push(told(explained)));
		await expect(work).rejects.toMatchObject({sqlState: '25006'});
		expect(answered).toHaveLength(subjects.length);
		await bench.rest();
	});

	it('are none where each needs a transaction of its own', () => {
		expect(isolatedWorkbench(engine.session, () => universe, false).together).toBeUndefined();
		for (const rung of [3, 4, 6] as const) {
			expect(sharedWorkbench(engine.session, () => universe, rungOf(rung), true).together).toBeUndefined();
		}
	});
});
