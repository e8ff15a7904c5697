import {beforeAll, expect, it} from 'vitest';
import type {IndexDefinition, QueryEntry} from '../../../source/catalog/catalog-entry.ts';
import {configurationOf} from '../../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../../source/database/list-indexes.ts';
import {openServer} from '../../../source/database/open-server.ts';
import type {Session} from '../../../source/database/session.ts';
import type {RungNumber} from '../../../source/experiment/rung.ts';
import {openLaboratory} from '../../../source/lab/open-laboratory.ts';
import {usualWishes} from '../../../source/lattice/workload-lattice.ts';
import type {Combinations} from '../../../source/view/combinations.ts';
import {withNativeServer} from '../../support/engines.ts';
import {withExtension} from '../../support/extension-servers.ts';

const schema = `
	create table notes (id int primary key, author int not null, made date not null, body text);
	insert into notes select n, n % 300, date '2026-01-01' + n % 100, repeat('b', 50) from generate_series(1, 4000) n;
	create index notes_author on notes (author);
	create index notes_author_made on notes (author, made);
	create index notes_made on notes (made);
	analyze;
`;

function entry(name: string, sql: string): QueryEntry {
	return {kind: 'QueryEntry', name, title: name, why: 'for the test', frequency: 'medium', indexes: [], expected: null, estimate: null, sql, file: `queries/${name}.sql`, line: 4, parameters: []};
}

const entries = [entry('by-author', 'select * from notes where author = 7 order by made'), entry('by-day', 'select * from notes where made = date \'2026-02-01\''), entry('by-body', 'select id from notes where body = \'b7\'')];

function definition(name: string, columns: string): IndexDefinition {
	return {kind: 'IndexDefinition', name, table: 'notes', sql: `create index ${name} on notes (${columns})`, why: 'for the test', priority: null, presets: [], file: 'queries/indexes.sql', line: 1};
}

const proposals = [definition('notes_body', 'body'), definition('notes_lower', 'lower(body)')];

/** All combinations of what is built and proposed, by the way of switching that was asked for. */
async function combinedOn(session: Session, rung: RungNumber, measure = false): Promise<Combinations> {
	const laboratory = await openLaboratory(session, {
		catalog: {kind: 'Catalog', folder: 'queries', entries, operations: [], indexes: proposals, presets: []},
		disposable: () => rung === 1, consentToBlock: rung === 5, rung, clock: {date: () => new Date(0), ms: () => performance.now()}, ground: 'server', leave: () => Promise.resolve(),
	});
	expect(laboratory.rung().number).toBe(rung);
	const configuration = configurationOf([...laboratory.universe().asBuilt.on, ...proposals.map(({name}) => name)]);
	let combinations: Combinations | null = null;
	for await (const event of laboratory.combine({entries, operations: [], configuration, wishes: usualWishes, measure, pairs: 2, signal: new AbortController().signal})) {
		combinations = event.kind === 'done' ? event.combinations : combinations;
	}

	if (combinations === null) {
		throw new Error('nothing came of it');
	}

	return combinations;
}

const keys = ({lattice: {toggles}}: Combinations) => toggles.map(({key}) => key);
const obstacles = ({held}: Combinations) => Object.fromEntries(held.flatMap(({index, because}) => because.kind === 'obstacle' ? [[index.key, because.reason]] : []));
/** Costs of each query with all and with none of the indexes that are built. */
const ends = ({lattice: {entries: all}}: Combinations) => all.filter(({name}) => name !== 'by-body').map(({lattice: {top, bottom}}) => [top.cost, bottom.cost]);
const standing = async (session: Session) => (await listIndexes(session)).map(({scans: _, ...index}) => index);

const built = ['notes_author', 'notes_author_made', 'notes_made'];

withNativeServer('all combinations where others wait (rung 5)', native => {
	it('are those of the indexes that are built: others would be built anew, their table locked, each time', async () => {
		const session = await openServer(native.target());
		await session.script(schema);
		const before = await standing(session);
		const combinations = await combinedOn(session, 5);
		expect(keys(combinations)).toEqual(built);
		expect(obstacles(combinations)).toEqual(Object.fromEntries(['notes_body', 'notes_lower'].map(key => [key, 'it is not built, and would be built anew, its table locked, for every combination'])));
		expect(combinations.writes.costs.every(({copied}) => copied === null)).toBe(true);
		expect(await standing(session)).toEqual(before);
		// Nobody waits for what is no part of any of them.
		expect(combinations.lattice.all.indexes).toBe(3);
		// However they are switched: rung 2 hides what rung 5 drops, and builds nothing either.
		const hidden = await combinedOn(session, 2);
		expect(ends(hidden)).toEqual(ends(combinations));
		expect(keys(hidden)).toEqual(built);
		expect(Object.keys(obstacles(hidden))).toEqual(['notes_body', 'notes_lower']);
		expect(hidden.failed).toEqual([]);
		await session.close();
	});
});

withExtension('pg_hint_plan', 'all combinations by hints (rung 3)', server => {
	beforeAll(async () => {
		await server.run(schema);
	});

	it('are planned like those of hidden indexes, and what the sets would change is executed', async () => {
		const before = await standing(server.session);
		const combinations = await combinedOn(server.session, 3, true);
		expect(keys(combinations)).toEqual(built);
		expect(ends(combinations)).toEqual(ends(await combinedOn(server.session, 2)));
		expect(combinations.measured).not.toBeNull();
		expect(combinations.writes.costs.every(({copied}) => copied === null)).toBe(true);
		expect(await standing(server.session)).toEqual(before);
	});
});

withExtension('HypoPG 1.4', 'all combinations for EXPLAIN only (rung 4)', server => {
	beforeAll(async () => {
		await server.run(`${schema} create extension if not exists hypopg;`);
	});

	it('take imagined indexes in, but for those over expressions; nothing is executed, and nothing stays imagined', async () => {
		const combinations = await combinedOn(server.session, 4, true);
		expect(keys(combinations).toSorted()).toEqual([...built, 'notes_body'].toSorted());
		expect(obstacles(combinations)).toEqual({notes_lower: 'it is imagined, and an index over an expression has no statistics before it is built: its cost would be a guess'});
		expect(combinations.measured).toBeNull();
		expect(combinations.lattice.indexes.find(({toggle}) => toggle.key === 'notes_body')).toMatchObject({verdict: {kind: 'keep'}, toggle: {walBytes: null}});
		expect(await server.session.query('select count(*)::int as imagined from hypopg()')).toEqual([{imagined: 0}]);
	});
});
