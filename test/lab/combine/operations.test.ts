import {beforeAll, expect, it} from 'vitest';
import {buildCatalog} from '../../../source/catalog/build-catalog.ts';
import {configurationOf} from '../../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../../source/database/list-indexes.ts';
import {openServer} from '../../../source/database/open-server.ts';
import type {Session} from '../../../source/database/session.ts';
import type {RungNumber} from '../../../source/experiment/rung.ts';
import type {Advice} from '../../../source/lab/advice/advice.ts';
import type {AdviseRequest} from '../../../source/lab/advice/advise-request.ts';
import type {CombineRequest} from '../../../source/lab/combine/combine-events.ts';
import {openLaboratory} from '../../../source/lab/open-laboratory.ts';
import type {Laboratory} from '../../../source/lab/laboratory.ts';
import {usualWishes} from '../../../source/lattice/workload-lattice.ts';
import type {Combinations} from '../../../source/view/combinations.ts';
import {type Engine, withEngines, withNativeServer} from '../../support/engines.ts';
import {withExtension} from '../../support/extension-servers.ts';

const schema = `
	create table boxes (id int primary key, owner int not null);
	create table things (id int primary key, box int not null, kind int not null, seen date);
	create table labels (id int primary key, thing int not null, body text not null);
	insert into boxes select n, n % 200 from generate_series(1, 2000) n;
	insert into things select n, n % 2000, n % 7, null from generate_series(1, 8000) n;
	insert into labels select n, n % 8000, repeat('l', 40) from generate_series(1, 8000) n;
	create index boxes_owner on boxes (owner);
	create index things_box on things (box);
	create index things_kind on things (kind);
	create index labels_thing on labels (thing);
	analyze;
`;

const route = `-- operation: list the boxes
-- why: Two more queries for every box.
-- frequency: high
-- parameter: owner = select 7
-- answer: boxes.id, things.things

-- step: boxes
-- takes: owner
select id from boxes where owner = $1;

-- step: things
-- for each: boxes
-- takes: boxes.id
select count(*)::int as things from things where box = $1;

-- rewrite: one JOIN
select boxes.id, count(things.id)::int as things from boxes left join things on things.box = boxes.id where owner = $1 group by boxes.id;
`;

/** Its first walk ends at a statement that writes, its second at one that fails. */
const stuck = `-- operation: see a thing
-- why: It is marked before it is read.
-- frequency: low
-- parameter: thing = select 3
-- answer: thing

-- step: mark
-- takes: thing
update things set seen = current_date where id = $1 returning box, 9 as label;

-- step: thing
-- takes: mark.box
select id from things where box = $1;

-- step: label
-- takes: mark.label
select id from labels where thing = $1;

-- rewrite: broken
select nothing from things where id = $1;
`;

const card = '-- title: By kind\n-- why: w\n-- frequency: low\nselect id from things where kind = 3 order by id limit 5';

async function laboratoryOn(session: Session, files: Readonly<Record<string, string>>, rung: RungNumber | null = null): Promise<Laboratory> {
	return openLaboratory(session, {
		catalog: buildCatalog('queries', Object.entries(files).map(([name, text]) => ({file: `queries/${name}.sql`, text}))),
		disposable: () => rung === null, consentToBlock: rung === 5, rung, clock: {date: () => new Date(0), ms: () => performance.now()}, ground: 'server', leave: () => Promise.resolve(),
	});
}

async function combined(laboratory: Laboratory, changes: Partial<CombineRequest> = {}): Promise<Combinations> {
	const {catalog: {entries, operations}} = laboratory;
	let found: Combinations | null = null;
	for await (const event of laboratory.combine({entries, operations, configuration: laboratory.universe().asBuilt, wishes: usualWishes, measure: false, pairs: 2, signal: new AbortController().signal, ...changes})) {
		found = event.kind === 'done' ? event.combinations : found;
	}

	if (found === null) {
		throw new Error('nothing came of it');
	}

	return found;
}

async function advised(laboratory: Laboratory, changes: Partial<AdviseRequest> = {}): Promise<Advice> {
	const {catalog: {entries, operations}} = laboratory;
	for await (const event of laboratory.advise({entries, operations, start: laboratory.universe().asBuilt, within: 0.05, mostBytes: null, mostIndexes: null, pairs: 2, measure: false, signal: new AbortController().signal, ...changes})) {
		if (event.kind === 'advised') {
			return event.advice;
		}
	}

	throw new Error('nothing was advised');
}

/** Older servers plan nothing without values. */
const hasGenericPlans = ({major}: Engine) => major >= 16;
const verdictOf = ({lattice: {indexes}}: Combinations, key: string) => indexes.find(({toggle}) => toggle.key === key)?.verdict;
const standing = async (session: Session) => (await listIndexes(session)).map(({scans: _, ...index}) => index);

withEngines('the statements of operations', engine => {
	beforeAll(async () => {
		await engine.session.script(schema);
	});

	it('keep the indexes that only they read, in all combinations and in advice; a catalogue of operations alone is answered', async () => {
		const laboratory = await laboratoryOn(engine.session, {list: route});
		const {lattice, entries, notes, failed} = await combined(laboratory);
		expect({notes, failed}).toEqual({notes: [], failed: []});
		// Ten boxes of owner 7.
		expect(lattice.entries.map(({name, weight}) => [name, weight])).toEqual([['list/boxes', 8], ['list/things', 80], ['list/one JOIN', 8]]);
		expect(entries.map(({parameters}) => parameters[0]?.value)).toEqual([7, 7, 7]);
		expect(lattice.indexes.map(({toggle, verdict}) => [toggle.key, verdict.kind])).toEqual([['boxes_owner', 'keep'], ['things_box', 'keep'], ['things_kind', 'unused']]);
		const {removable, staying, failures, entries: judged} = await advised(laboratory);
		expect(failures).toEqual([]);
		expect(judged.map(({name, step}) => [name, step?.times])).toEqual([['list/boxes', 1], ['list/things', 10], ['list/one JOIN', 1]]);
		expect(removable.map(({index}) => index.key)).toEqual(['things_kind']);
		expect(staying.find(({index}) => index.key === 'things_box')?.because).toMatchObject({kind: 'needed', by: expect.arrayContaining(['list/things']) as unknown});
		await laboratory.close();
	});

	it('are executed for what the sets would change, and are asked for candidates like any query', async () => {
		const laboratory = await laboratoryOn(engine.session, {list: route});
		const {measured, unmeasured} = await combined(laboratory, {measure: true, wishes: [{kind: 'limits', bytes: null, indexes: 0}]});
		expect(unmeasured).toEqual([]);
		expect(measured?.map(({entry, delta}) => [entry, delta.current.samples.length]).toSorted()).toEqual([['list/boxes', 2], ['list/one JOIN', 2], ['list/things', 2]]);
		const asBuilt = laboratory.universe().asBuilt.on;
		const {proposals} = await advised(laboratory, {start: configurationOf([...asBuilt].filter(key => key !== 'things_box' && key !== 'boxes_owner'))});
		expect(proposals.find(({index: {table, columns}}) => table === 'things' && columns[0] === 'box')?.users).toContain('list/things');
		await laboratory.close();
	});

	it('that were not walked to are planned without values, and told; one that fails doubts what its table\'s indexes are said of, and the others are answered', async () => {
		const laboratory = await laboratoryOn(engine.session, {list: route, stuck, kind: card});
		const before = await engine.session.query('select * from things where id = 3');
		const found = await combined(laboratory);
		const unplanned = hasGenericPlans(engine) ? [] : ['stuck/thing', 'stuck/label'];
		expect(found.failed.map(({entry}) => entry).toSorted()).toEqual(['stuck/broken', ...unplanned].toSorted());
		expect(found.failed.find(({entry}) => entry === 'stuck/broken')?.lines.join(' ')).toContain('"nothing" does not exist');
		expect(found.lattice.entries.map(({name}) => name)).toEqual(['kind', 'list/boxes', 'list/things', 'list/one JOIN', 'stuck/mark', 'stuck/thing', 'stuck/label'].filter(name => !unplanned.includes(name)));
		expect(found.notes).toEqual([expect.stringMatching(/^stuck\/thing, stuck\/label: no value is known, as the walk ended before \(the step "mark" failed: UPDATE is not executed to find values .*"nothing" does not exist\)\.$/)]);
		// labels_thing is there for stuck/label alone: needed where that is planned, else of a table that nobody could be asked about.
		expect(verdictOf(found, 'labels_thing')?.kind).toBe(unplanned.length === 0 ? 'keep' : undefined);
		expect(found.unasked.get('labels_thing')).toEqual(unplanned.length === 0 ? undefined : ['stuck/label']);
		for (const key of ['things_box', 'things_kind']) {
			expect(found.unasked.get(key)?.toSorted()).toEqual(['stuck/broken', ...unplanned.slice(0, 1)].toSorted());
		}

		const {failures, removable} = await advised(laboratory);
		expect(failures.map(({entry}) => entry).toSorted()).toEqual(['stuck/broken', ...unplanned].toSorted());
		expect(removable.map(({index, unasked}) => [index.key, unasked.includes('stuck/broken')])).toEqual([['things_kind', true]]);
		expect(await engine.session.query('select * from things where id = 3')).toEqual(before);
		await laboratory.close();
	});

	it('are planned without the values of rows when nothing is to be executed', async () => {
		const laboratory = await laboratoryOn(engine.session, {list: route});
		const found = await combined(laboratory, {planOnly: true});
		const {entries, notes} = found;
		expect(notes).toEqual(['With --plan-only no operation is walked: what takes values from rows was planned without them.']);
		expect(entries.map(({name, parameters}) => [name, parameters[0]?.value])).toEqual([['list/boxes', 7], ...hasGenericPlans(engine) ? [['list/things', undefined]] : [], ['list/one JOIN', 7]]);
		expect(verdictOf(found, 'boxes_owner')?.kind).toBe('keep');
		expect(hasGenericPlans(engine) ? verdictOf(found, 'things_box')?.kind : found.unasked.get('things_box')).toEqual(hasGenericPlans(engine) ? 'keep' : ['list/things']);
		await laboratory.close();
	});
});

withNativeServer('the statements of operations where others work, too', native => {
	it.each([2, 5] as const)('are walked without a lock and looked at on rung %i, and nothing is changed', async rung => {
		const session = await openServer(native.target());
		await session.script(`drop table if exists boxes, things, labels; ${schema}`);
		const before = await standing(session);
		const found = await combined(await laboratoryOn(session, {list: route, stuck}, rung));
		expect(found.entries.find(({name}) => name === 'list/things')).toMatchObject({step: {times: 10}, parameters: [{value: 7}]});
		expect(['boxes_owner', 'things_box'].map(key => verdictOf(found, key)?.kind)).toEqual(['keep', 'keep']);
		expect(await standing(session)).toEqual(before);
		expect(await session.query('select count(*)::int as seen from things where seen is not null')).toEqual([{seen: 0}]);
		await session.close();
	});
});

withExtension('HypoPG 1.4', 'the statements of operations for EXPLAIN only (rung 4)', server => {
	it('are walked with the indexes as they are built, and planned with those that are imagined away', async () => {
		await server.run(`${schema} create extension if not exists hypopg;`);
		const found = await combined(await laboratoryOn(server.session, {list: route}, 4), {measure: true});
		expect(found.notes).toEqual([]);
		expect(found.entries.map(({step, parameters}) => [step?.times, parameters[0]?.value])).toEqual([[1, 7], [10, 7], [1, 7]]);
		expect(['boxes_owner', 'things_box'].map(key => verdictOf(found, key)?.kind)).toEqual(['keep', 'keep']);
		expect(found.measured).toBeNull();
	});
});
