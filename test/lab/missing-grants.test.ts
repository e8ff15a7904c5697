import {afterAll, beforeAll, expect, it} from 'vitest';
import type {QueryEntry} from '../../source/catalog/catalog-entry.ts';
import {parseEntry} from '../../source/catalog/parse-entry.ts';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import {openServer} from '../../source/database/open-server.ts';
import {PlanflipError} from '../../source/errors.ts';
import type {Laboratory} from '../../source/lab/laboratory.ts';
import {openLaboratory} from '../../source/lab/open-laboratory.ts';
import {usualWishes} from '../../source/lattice/workload-lattice.ts';
import {withNativeServer} from '../support/engines.ts';

const head = '-- title: t\n-- why: w\n-- frequency: low\n';
const readable = parseEntry(`${head}select * from notes where author = 7`, 'queries/readable.sql');
/** Its sample fails first, by a table in a schema that is closed; the statement needs another. */
const sampled = parseEntry(`${head}-- parameter: author = select author from vault.ledger limit 1\nselect * from notes join secrets using (id) where author = $1`, 'queries/sampled.sql');
/** Its sample finds a value; the plan fails. */
const planned = parseEntry(`${head}-- parameter: author = select author from notes limit 1\nselect * from notes join secrets using (id) join vault.ledger using (id) join public.secrets as same using (id) where notes.author = $1`, 'queries/planned.sql');
const {operation} = parseOperation('-- operation: o\n-- why: w\n-- frequency: low\n-- answer: ledger\n\n-- step: note\nselect id from notes limit 1;\n\n-- step: ledger\n-- takes: note.id\nselect id from vault.ledger where id = $1;\n\n-- rewrite: one\nselect id from secrets limit 1;\n', 'queries/o.sql');

const grants = 'GRANT USAGE ON SCHEMA vault TO owner_of_notes; GRANT SELECT ON public.secrets, vault.ledger TO owner_of_notes;';

async function hintOf(work: () => unknown): Promise<string | undefined> {
	try {
		await work();
	} catch (error) {
		return error instanceof PlanflipError ? error.hint : String(error);
	}

	return 'it did not fail';
}

async function last<Event>(events: AsyncIterable<Event>): Promise<Event | null> {
	let event: Event | null = null;
	for await (event of events);
	return event;
}

withNativeServer('a user who may not read all that a query needs', native => {
	let laboratory: Laboratory;
	beforeAll(async () => {
		await native.server.run(`
			create role owner_of_notes login;
			create table notes (id int primary key, author int, body text);
			insert into notes select n, n % 50, 'x' from generate_series(1, 2000) n;
			create index notes_author on notes (author);
			alter table notes owner to owner_of_notes;
			create table secrets (id int);
			create schema vault;
			create table vault.ledger (id int, author int);
			analyze`, native.database);
		laboratory = await openLaboratory(await openServer(native.target({user: 'owner_of_notes'})), {
			catalog: {kind: 'Catalog', folder: 'queries', entries: [readable, sampled, planned], operations: [operation], indexes: [], presets: []},
			disposable: () => true, consentToBlock: false, rung: null, clock: {date: () => new Date(0), ms: () => performance.now()}, ground: 'server', leave: () => Promise.resolve(),
		});
	});
	afterAll(async () => laboratory.close());
	const {signal} = new AbortController();
	const asBuilt = () => laboratory.universe().asBuilt;

	it('is told the GRANTs of all of it at once, with the schemas, where a sample fails', async () => {
		expect(await hintOf(async () => laboratory.sample(sampled))).toBe(grants);
		expect(await laboratory.check(sampled)).toMatchObject([{severity: 'error', hint: grants}]);
	});

	it('is told them where the plan fails: of a trial, several configurations, a sweep and an operation', async () => {
		const parameters = await laboratory.sample(planned);
		expect(await hintOf(async () => last(laboratory.try({entry: planned, parameters, current: asBuilt(), baseline: null, signal})))).toBe(grants);
		expect(await hintOf(async () => last(laboratory.contest({entry: planned, parameters, contestants: [asBuilt()], baseline: asBuilt(), signal})))).toBe(grants);
		expect(await hintOf(async () => last(laboratory.sweep({entry: planned, parameters, over: null, asked: [], indexes: asBuilt(), signal})))).toBe(grants);
		expect(await hintOf(async () => last(laboratory.operate({operation, parameters: [], current: asBuilt(), rttMs: 0, signal})))).toBe(grants);
	});

	it('is told them of each query that is left out of all combinations and of advice, and the others are answered', async () => {
		const entries: readonly QueryEntry[] = laboratory.catalog.entries;
		const combined = await last(laboratory.combine({entries, operations: [], configuration: asBuilt(), wishes: usualWishes, measure: false, pairs: 2, signal}));
		expect(combined).toMatchObject({kind: 'done', combinations: {
			entries: [{name: 'readable'}],
			failed: ['sampled', 'planned'].map(entry => ({entry, lines: expect.arrayContaining([grants]) as string[]})),
		}});
		const advised = await last(laboratory.advise({entries, operations: [], start: asBuilt(), within: 0.05, mostBytes: null, mostIndexes: null, pairs: undefined, measure: false, signal}));
		expect(advised).toMatchObject({kind: 'advised', advice: {
			entries: [{name: 'readable'}],
			failures: ['sampled', 'planned'].map(entry => ({entry, error: {hint: grants}})),
		}});
	});
});
