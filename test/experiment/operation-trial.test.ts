import {beforeAll, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {OperationEvent} from '../../source/experiment/operation-events.ts';
import type {OperationRun} from '../../source/experiment/operation-run.ts';
import type {OperationRequest} from '../../source/experiment/operation-request.ts';
import {operationTrial} from '../../source/experiment/operation-trial.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {lineText} from '../../source/view/line.ts';
import {operationRows} from '../../source/view/operation-rows.ts';
import {withEngines} from '../support/engines.ts';

const text = (rewrite: string) => `-- operation: open a note
-- why: w
-- frequency: low
-- parameter: note = select 1
-- parameter: owner = select 7
-- answer: note

-- step: note
-- takes: note
select * from notes where id = $1;

-- step: book
-- takes: note.book, owner
select id from books where id = $1 and owner = $2;

-- rewrite: one JOIN
${rewrite};
`;
const right = 'select n.* from notes n join books b on b.id = n.book where n.id = $1 and b.owner = $2';
/** The classic: the owner is forgotten in the rewrite. */
const wrong = 'select n.*, $2::int as owner from notes n join books b on b.id = n.book where n.id = $1';

withEngines('an operation', engine => {
	beforeAll(async () => {
		await engine.session.script(`
			create table books (id int primary key, owner int not null);
			create table notes (id int primary key, book int not null references books, words jsonb);
			insert into books values (1, 7), (2, 8);
			insert into notes select n, 1 + n % 2, '{"b": 1, "a": [2]}' from generate_series(1, 1000) n;
			analyze books, notes;
		`);
	});

	const events = async (rewrite: string, changes: Partial<OperationRequest> = {}): Promise<readonly OperationEvent[]> => {
		const {session} = engine;
		const universe = indexUniverse(await listIndexes(session), [], [], []);
		const workbench = isolatedWorkbench(session, () => universe, true);
		const usual = [{name: 'note', value: 2}, {name: 'owner', value: 7}];
		const seen: OperationEvent[] = [];
		try {
			for await (const event of operationTrial({
				session,
				workbench,
				rung: rungOf(1),
				blocks: false,
				facts: await readServerFacts(session),
				operation: parseOperation(text(rewrite), 'queries/open-note.sql').operation,
				parameters: usual,
				cases: [{name: 'a stranger', parameters: [{name: 'note', value: 2}, {name: 'owner', value: 8}]}],
				indexes: {name: 'as-built', configuration: universe.asBuilt},
				baseline: null,
				rttMs: 0,
				wait: async () => Promise.resolve(),
				rounds: 5,
				signal: new AbortController().signal,
				clock: {date: () => new Date(0), ms: () => performance.now()},
				...changes,
			})) {
				seen.push(event);
			}
		} finally {
			await workbench.rest();
		}

		return seen;
	};

	const operated = async (...args: Parameters<typeof events>) => (await events(...args)).find(event => event.kind === 'operated') ?? null;
	const run = async (...args: Parameters<typeof events>): Promise<OperationRun | null> => (await operated(...args))?.run ?? null;

	it('a rewrite that answers alike is compared with the chain, statement for statement in turns', async () => {
		const done = await run(right);
		expect(done?.checks.map(check => [check.case, check.rows, check.verdict.kind])).toEqual([['as usual', 1, 'same'], ['a stranger', 0, 'same']]);
		expect([done?.chain.samples.length, done?.rewrites[0]?.samples.length]).toEqual([5, 5]);
		expect(done?.rewrites[0]?.comparison).toMatchObject({pairs: 5});
	});

	it('a rewrite that forgets the owner is an error, not a speed-up', async () => {
		const done = await run(wrong);
		expect(done?.checks[1]).toMatchObject({case: 'a stranger', verdict: {kind: 'different', because: '1 row instead of 0'}});
		expect(done?.rewrites[0]?.comparison).toBeNull();
		const shown = done === null ? '' : operationRows(done, 100).map(lineText).join('\n');
		expect(shown).toContain('answers differently: not compared');
		expect(shown).toContain('one JOIN answers differently (a stranger: note = 2, owner = 8): 1 row instead of 0');
		expect(shown).not.toMatch(/faster|slower/);
	});

	it('shows every route once, with what the server says of each statement, before the samples are there', async () => {
		const [checked, walked, ...rounds] = await events(right);
		expect(checked).toMatchObject({kind: 'checked'});
		expect(walked).toMatchObject({kind: 'walked', side: 'current', run: {chain: {samples: []}, rewrites: [{samples: [], comparison: null}]}});
		const shares = walked?.kind === 'walked' ? walked.run.chain.server : [];
		expect(shares.map(({explain}) => readExplainJson(explain)[0]?.nodes[0]?.relation)).toEqual(['notes', 'books']);
		expect(Math.min(...shares.map(({blocks}) => blocks))).toBeGreaterThan(0);
		expect(rounds.map(({kind}) => kind)).toEqual(['round', 'round', 'round', 'round', 'round', 'operated']);
	});

	it('under two configurations is measured in turns, and what has the same plans is no difference', async () => {
		const indexes = {name: 'bare', configuration: configurationOf([])};
		const baseline = {name: 'keys', configuration: configurationOf(['books_pkey', 'notes_pkey'])};
		const done = await operated(right, {indexes, baseline});
		expect(done?.delta).toMatchObject({baseline: {indexes: {name: 'keys'}}, current: {indexes: {name: 'bare'}}});
		expect(done?.delta?.routes.map(({name, samePlans, comparison}) => [name, samePlans, comparison.pairs])).toEqual([['chain', false, 5], ['one JOIN', false, 5]]);
		const plans = (side: OperationRun | undefined) => side?.chain.server.map(({explain}) => readExplainJson(explain)[0]?.nodes[0]?.nodeType);
		expect(plans(done?.delta?.baseline)).not.toEqual(plans(done?.delta?.current));

		const twin = await operated(right, {indexes, baseline: {...indexes, name: 'bare again'}});
		expect(twin?.delta?.routes.map(({samePlans, comparison}) => [samePlans, comparison.verdict])).toEqual([[true, 'no difference'], [true, 'no difference']]);
	});

	it('where others would wait too long for the end of the route, gives way and says so', async () => {
		let now = 0;
		const clock = {date: () => new Date(0), ms: () => now += 200};
		await expect(run(right, {blocks: true, clock})).rejects.toMatchObject({kind: 'permission', message: /longer than others may be made to wait/});
	});

	it('an error of a step names the step, the file and the line', async () => {
		await expect(run('select nothing.* from notes n where n.id = $1 and $2::int is not null')).rejects.toMatchObject({
			kind: 'input', message: /the step "one JOIN" failed: .*nothing/, where: /^queries\/open-note\.sql:17/,
		});
	});

	it('stops when it is cancelled, and the session goes on', async () => {
		await expect(run(right, {signal: AbortSignal.abort()})).rejects.toMatchObject({kind: 'cancelled'});
		expect(await engine.session.query('select count(*) from notes')).toEqual([{count: 1000}]);
	});
});
