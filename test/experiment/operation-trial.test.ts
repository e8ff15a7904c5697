import {beforeAll, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {OperationRun} from '../../source/experiment/operation-run.ts';
import {operationTrial, type OperationRequest} from '../../source/experiment/operation-trial.ts';
import {rungOf} from '../../source/experiment/rung.ts';
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
			insert into notes select n, 1 + n % 2, '{"b": 1, "a": [2]}' from generate_series(1, 100) n;
		`);
	});

	const run = async (rewrite: string, changes: Partial<OperationRequest> = {}): Promise<OperationRun | null> => {
		const {session} = engine;
		const workbench = isolatedWorkbench(session, () => indexUniverse([], [], [], []), true);
		const usual = [{name: 'note', value: 2}, {name: 'owner', value: 7}];
		let last: OperationRun | null = null;
		try {
			for await (const event of operationTrial({
				session,
				workbench,
				rung: rungOf(1),
				facts: await readServerFacts(session),
				operation: parseOperation(text(rewrite), 'queries/open-note.sql').operation,
				parameters: usual,
				cases: [{name: 'a stranger', parameters: [{name: 'note', value: 2}, {name: 'owner', value: 8}]}],
				indexes: {name: 'as-built', configuration: configurationOf([])},
				rttMs: 0,
				wait: async () => Promise.resolve(),
				rounds: 5,
				signal: new AbortController().signal,
				clock: {date: () => new Date(0), ms: () => performance.now()},
				...changes,
			})) {
				last = event.kind === 'operated' ? event.run : last;
			}
		} finally {
			await workbench.rest();
		}

		return last;
	};

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

	it('an error of a step names the step, the file and the line', async () => {
		await expect(run('select nothing.* from notes n where n.id = $1 and $2::int is not null')).rejects.toMatchObject({
			kind: 'input', message: /the step "one JOIN" failed: .*nothing/, where: /^queries\/open-note\.sql:17/,
		});
	});

	it('stops when it is cancelled, and the session goes on', async () => {
		await expect(run(right, {signal: AbortSignal.abort()})).rejects.toMatchObject({kind: 'cancelled'});
		expect(await engine.session.query('select count(*) from notes')).toEqual([{count: 100}]);
	});
});
