import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Session} from '../../../source/database/session.ts';
import type {IndexUniverse} from '../../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../../source/experiment/isolated-workbench.ts';
import {lostUniqueness} from '../../../source/experiment/lost-uniqueness.ts';
import {planSwitch} from '../../../source/experiment/plan-switch.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import {withEngines} from '../../support/engines.ts';
import {once, subjectOf, universeOf, without} from './trap-bench.ts';

withEngines('a unique index that is switched off', engine => {
	let session: Session;
	let universe: IndexUniverse;

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table owners (id int primary key, name text);
			create unique index owners_name on owners (name);
			create table things (id int primary key, owner int references owners, label text unique);
			insert into owners select n, 'o' || n from generate_series(1, 100) n;
			create table named (owner text references owners (name));
		`);
	});

	beforeEach(async () => {
		universe = await universeOf(session);
	});

	const relations = async (off: readonly string[], sql: string) => once(
		isolatedWorkbench(session, () => universe, true),
		without(universe, ...off),
		async explain => (await explain(subjectOf(sql), 'plan')).plan,
	);

	it('takes the proof along by which a LEFT JOIN was left out, and that is said', async () => {
		const sql = 'select t.id from things t left join owners o on o.id = t.owner';
		const all = await relations([], sql);
		expect(all.nodes.map(({relation}) => relation)).not.toContain('owners');
		expect(lostUniqueness(universe, universe.asBuilt, all)).toEqual([]);
		const plan = await relations(['owners_pkey'], sql);
		expect(plan.nodes.map(({relation}) => relation)).toContain('owners');
		expect(lostUniqueness(universe, without(universe, 'owners_pkey'), plan)).toEqual([expect.stringMatching(/^owners_pkey is unique and switched off/)]);
	});

	it('leaves ON CONFLICT without its arbiter: 42P10, and what to do', async () => {
		const upsert = 'insert into things values (1, 1, \'a\') on conflict (label) do nothing';
		await expect(relations([], upsert)).resolves.toBeDefined();
		await expect(relations(['things_label_key'], upsert)).rejects.toMatchObject({sqlState: '42P10', where: 'queries/trap.sql:4', hint: expect.stringMatching(/ON CONFLICT rests on is switched off/) as string});
	});

	describe('that backs a constraint, or that a foreign key rests on', () => {
		it.each(['owners_pkey', 'things_label_key', 'owners_name'])('%s cannot be dropped: 2BP01', async name => {
			await expect(session.script(`begin; drop index ${name}`)).rejects.toMatchObject({sqlState: '2BP01'});
			await session.script('rollback');
		});

		it.each([1, 2, 3, 5] as const)('is hidden on rung %i, and never dropped', number => {
			const bare = {...universe.asBuilt, on: new Set<string>()};
			const change = planSwitch(bare, universe, rungOf(number), true);
			expect(change.drop.filter(index => index.constraint !== null || index.unique)).toEqual([]);
			expect(change.hide.map(index => index.name)).toEqual(expect.arrayContaining(['owners_pkey', 'things_label_key', 'owners_name']));
		});

		it('cannot be flipped by who is no superuser, and why is told', () => {
			expect(() => planSwitch(without(universe, 'owners_pkey'), universe, rungOf(5), false)).toThrow(/owners_pkey cannot be flipped: it backs the constraint owners_pkey/);
		});
	});
});
