import {beforeAll, describe, expect, it} from 'vitest';
import {listIndexes} from '../../../source/database/list-indexes.ts';
import {indexUniverse, type IndexUniverse} from '../../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../../source/experiment/isolated-workbench.ts';
import {planDesk, type PlanDesk} from '../../../source/experiment/plan-desk.ts';
import type {Subject} from '../../../source/experiment/run.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../../source/experiment/shared-workbench.ts';
import {toggleBoard, type ToggleBoard} from '../../../source/lab/combine/toggle-board.ts';
import {costAt} from '../../../source/lattice/cost-at.ts';
import {coverEntry} from '../../../source/lattice/cover-entry.ts';
import {entryLattice, type EntryLattice} from '../../../source/lattice/entry-lattice.ts';
import {bitAt, isWithin, type Mask, positionsOf, unionOf} from '../../../source/lattice/mask.ts';
import {type Planned, type PlanUnder, samePlanned} from '../../../source/lattice/planned.ts';
import {shapley} from '../../../source/lattice/shapley.ts';
import {tablesOf} from '../../../source/lattice/workload-lattice.ts';
import {withEngines} from '../../support/engines.ts';
import {everyMask, shapleyByDefinition} from '../../lattice/model-planner.ts';

const schema = `
	create table people (id int primary key, org int not null, email text not null, note text);
	create table orders (id int primary key, person int not null, status text not null, made timestamptz not null, code text not null, total int not null);
	create table items (id int primary key, "order" int not null, sku int not null, amount int not null);
	insert into people select n, n % 40, 'p' || n || '@x', repeat('x', 100) from generate_series(1, 600) n;
	insert into orders select n, n * 7 % 600 + 1, case when n % 50 = 0 then 'open' else 'done' end, timestamptz '2026-01-01' + n * interval '1 hour', 'C' || n % 900, n % 100
		from generate_series(1, 4000) n;
	insert into items select n, n * 13 % 4000 + 1, n % 300, n % 9 from generate_series(1, 9000) n;
	create index people_org on people (org);
	create unique index people_email on people (email);
	create index orders_person on orders (person);
	create index orders_status on orders (status, made);
	create index orders_made on orders (made);
	create index orders_open on orders (person) where status = 'open';
	create index orders_code on orders (lower(code));
	create index items_order on items ("order");
	create index items_sku on items (sku);
	create index items_all on items ("order") include (sku, amount);
	analyze people; analyze orders; analyze items;
`;

/** Each with something of its own: joins, bitmaps, merge inputs, InitPlans, a partial index, uniqueness, statistics of an expression. */
const statements: Readonly<Record<string, string>> = {
	joins: 'select p.email, i.amount from people p join orders o on o.person = p.id join items i on i."order" = o.id where p.org = 3 and i.sku < 40',
	ordered: 'select * from orders where status = \'done\' and made > timestamptz \'2026-05-20\' order by made limit 20',
	bitmaps: 'select * from items where sku = 17 or "order" = 99',
	ends: 'select (select max(made) from orders), (select min(made) from orders where status = \'open\')',
	partial: 'select o.id, i.amount from orders o join items i on i."order" = o.id where o.status = \'open\' and o.person < 40',
	merged: 'select o.id, i.amount from orders o join items i on i."order" = o.id order by o.id',
	unique: 'select o.id, o.total from orders o left join people p on p.email = o.code where o.person = 40',
	expression: 'select o.id, i.sku from orders o join items i on i."order" = o.id where lower(o.code) > \'c1\' and i.sku < 40',
};
const names = ['people_org', 'people_email', 'orders_person', 'orders_status', 'orders_made', 'orders_open', 'orders_code', 'items_order', 'items_sku', 'items_all'];

/** A thousand switches, on a machine that others use. */
const patience = 240_000;
const never = new AbortController().signal;
const limits = {statementMs: 30_000};
const clock = {ms: () => performance.now()};

function subjectOf(entry: string, sql: string): Subject {
	return {entry, sql, parameters: [], file: `queries/${entry}.sql`, line: 1};
}

withEngines('every combination', engine => {
	let universe: IndexUniverse;
	let planUnder: (sql: string) => PlanUnder;
	/** Each configuration switched to for itself. */
	let planAlone: (sql: string) => PlanUnder;
	let board: ToggleBoard;
	let all: Mask;

	beforeAll(async () => {
		const {session} = engine;
		await session.script(schema);
		const tables = ['people', 'orders', 'items'].map(name => ({schema: 'public', name, owned: true}));
		universe = indexUniverse(await listIndexes(session), [], [], tables);
		// By brute force they are dropped in a transaction here, marked invalid there: both ways have to do.
		const workbench = engine.kind === 'pglite' ? isolatedWorkbench(session, () => universe, true) : sharedWorkbench(session, () => universe, rungOf(2), true);
		const desk = planDesk({workbench: () => workbench, limits: () => limits, signal: () => never, clock});
		board = toggleBoard(names.flatMap(name => universe.byKey.get(name) ?? []), {universe, tables}, universe.asBuilt);
		all = board.all;
		const slowDesk = planDesk({workbench: () => ({under: async (...asked) => workbench.under(...asked)}), limits: () => limits, signal: () => never, clock});
		const planAt = (which: PlanDesk) => (sql: string) => async (on: Mask) => board.read((await which.plan({subject: subjectOf('x', sql), configuration: board.configuration(on)})).plan);
		planUnder = planAt(desk);
		planAlone = planAt(slowDesk);
		return async () => workbench.rest();
	});

	/** Every combination of the toggles that the entry could care for, by brute force. */
	const truthOf = async (plan: PlanUnder, {relevant}: EntryLattice): Promise<ReadonlyMap<Mask, Planned>> =>
		new Map(await Promise.all(everyMask(names.length).filter(on => isWithin(on, relevant)).map(async on => [on, await plan(on)] as const)));

	/** How often the lazy form would be wrong if nothing were guarded against. */
	const wronglyInferred = ({relevant}: EntryLattice, truth: ReadonlyMap<Mask, Planned>) => [...truth].filter(([on, planned]) => {
		for (let high = relevant; ;) {
			const found = truth.get(high) ?? planned;
			if (isWithin(found.uses, on)) {
				return !samePlanned(found, planned);
			}

			high &= ~found.uses | on;
		}
	}).length;

	it.each(Object.entries(statements))('%s: each has the plan that was inferred, the cost in the cover, and its part in the Shapley values', async (_, sql) => {
		const plan = planUnder(sql);
		const tables = tablesOf(board.toggles.map(({key, table}) => ({key, table, bytes: null, walBytes: null})));
		const lattice = await entryLattice(plan, all, {tables});
		const cover = await coverEntry(lattice, tables);
		const truth = await truthOf(planAlone(sql), lattice);
		expect(lattice.exact()).toBeNull();
		expect(lattice.explained()).toBeLessThan(2 ** names.length / 8);
		const wrong: string[] = [];
		for (const [on, planned] of truth) {
			const {planned: answered} = await lattice.ask(on);
			if (!samePlanned(answered, planned) || costAt(cover, on) !== planned.cost) {
				wrong.push(`${on.toString(2)}: ${answered.cost} instead of ${planned.cost}`);
			}
		}

		expect(wrong).toEqual([]);
		const [box] = cover.boxes;
		const values = box === undefined ? new Map<number, number>() : shapley(box);
		const relevant = positionsOf(lattice.relevant);
		const local = new Map([...truth].map(([on, planned]) => [unionOf(relevant.flatMap((position, at) => (on & bitAt(position)) === 0n ? [] : [bitAt(at)])), planned]));
		for (const [at, value] of shapleyByDefinition(relevant.length, local).entries()) {
			expect(values.get(relevant[at] ?? -1)).toBeCloseTo(value, 4);
		}

		const {top, bottom} = lattice;
		expect([...values.values()].reduce((sum, value) => sum + value, 0)).toBeCloseTo(bottom.cost - top.cost, 6);
	}, patience);

	describe('without the guards', () => {
		it('a join that a unique index removes would be removed without it, too', async () => {
			const plan = planUnder(statements['unique'] ?? '');
			const lattice = await entryLattice(plan, all);
			expect(wronglyInferred(lattice, await truthOf(plan, lattice))).toBeGreaterThan(10);
			expect(lattice.pinned() & (1n << BigInt(names.indexOf('people_email')))).not.toBe(0n);
			expect(lattice.top.uses & lattice.pinned()).toBe(0n);
		}, patience);

		it('statistics of an expression would be there without its index, too', async () => {
			const plan = planUnder(statements['expression'] ?? '');
			const lattice = await entryLattice(plan, all);
			expect(wronglyInferred(lattice, await truthOf(plan, lattice))).toBeGreaterThan(0);
			expect(lattice.pinned() & (1n << BigInt(names.indexOf('orders_code')))).not.toBe(0n);
		}, patience);

		it('what GEQO finds would be taken for the best', async () => {
			await engine.session.script('set geqo_threshold = 4; set geqo_pool_size = 30; set geqo_generations = 60; set geqo_seed = 0.3');
			try {
				const plan = planUnder(`select count(*) from orders o, items i, people p, orders o2, items i2, orders o3, items i3
					where o.person = p.id and i."order" = o.id and o2.person = p.id and i2."order" = o2.id and o3.person = p.id and i3."order" = o3.id
						and p.org = 3 and i.sku < 40 and i2.sku = 7 and i3.sku < 100`);
				// Some of the toggles are enough: the others stay off.
				const some = ['people_org', 'orders_person', 'items_order', 'items_sku', 'items_all'].reduce((mask, name) => mask | bitAt(names.indexOf(name)), 0n);
				const lattice = await entryLattice(plan, some);
				const truth = await truthOf(plan, lattice);
				expect(lattice.exact()).toBe('genetic join search');
				// Which seed leads astray is the version's: with this one 18 is wrong about a third of them.
				if (engine.major === 18) {
					expect(wronglyInferred(lattice, truth)).toBeGreaterThan(0);
				}

				for (const [on, planned] of truth) {
					expect(samePlanned((await lattice.ask(on)).planned, planned)).toBe(true);
				}
			} finally {
				await engine.session.script('reset geqo_threshold; reset geqo_pool_size; reset geqo_generations; reset geqo_seed');
			}
		}, patience);
	});
});
