import {beforeAll, expect, it} from 'vitest';
import type {IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import type {OperationRun} from '../../source/experiment/operation-run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {operate} from '../../source/lab/operate.ts';
import {lineText} from '../../source/view/line.ts';
import {operationRows} from '../../source/view/operation-rows.ts';
import {sampleParameters} from '../../source/workload/sample-parameters.ts';
import {withEngines} from '../support/engines.ts';
import {setUpSmall, shippedCatalog} from './shipped-catalog.ts';

const names = ['list-projects', 'list-scenes', 'list-shots', 'open-character', 'open-scene', 'open-shot'];

withEngines('The Copy\'s operations', engine => {
	const runs = new Map<string, OperationRun>();
	beforeAll(async () => {
		const {session} = engine;
		await setUpSmall(session);
		const {operations} = await shippedCatalog();
		const facts = await readServerFacts(session);
		const universe = indexUniverse(await listIndexes(session), [], [], []);
		for (const operation of operations) {
			const workbench = isolatedWorkbench(session, () => universe, true);
			const bench = {session, workbench, workbenchFor: () => workbench, rung: rungOf(1), facts, universe, named: (configuration: IndexConfiguration) => ({name: 'as-built', configuration})};
			const clock = {date: () => new Date(0), ms: () => performance.now()};
			const parameters = await sampleParameters(session, operation);
			for await (const event of operate(bench, clock, {operation, parameters, rttMs: 0.1, rounds: 2, current: universe.asBuilt, signal: new AbortController().signal})) {
				if (event.kind === 'operated') {
					runs.set(operation.name, event.run);
				}
			}

			await workbench.rest();
		}
	});

	it('are the six of its analysis', () => {
		expect([...runs.keys()].sort()).toEqual(names);
	});

	it.each(names)('%s: every rewrite answers as the chain does, for the owner, for others, for a stranger and for what is not there', name => {
		const checks = runs.get(name)?.checks ?? [];
		expect(checks.filter(({verdict}) => verdict.kind === 'different')).toEqual([]);
		const rows = (wanted: RegExp) => checks.filter(check => wanted.test(check.case)).map(check => check.rows);
		expect(Math.min(...rows(/as usual/))).toBeGreaterThan(0);
		expect(rows(/other/).length).toBeGreaterThanOrEqual(5);
		expect(Math.max(0, ...rows(/stranger|no such/))).toBe(0);
	});

	it.each([
		['open-scene', 2, 1], ['open-character', 2, 1], ['open-shot', 3, 1], ['list-scenes', 2, 1], ['list-shots', 3, 1],
		// 5 projects a user: 1 + 2 x 5.
		['list-projects', 11, 1],
	])('%s: %i statements become %i', (name, chain, rewritten) => {
		const run = runs.get(name);
		expect(run?.chain.typical.statements).toHaveLength(chain);
		expect(run?.rewrites.map(({typical}) => typical.statements.length)).toEqual(run?.rewrites.map(() => rewritten));
	});

	it('every statement was waited for as --rtt asked, and the server\'s share was read from its own EXPLAIN', () => {
		for (const run of runs.values()) {
			expect(Math.min(...run.chain.typical.statements.map(({waitedMs}) => waitedMs))).toBeGreaterThan(0);
			expect(run.chain.server.every(({blocks}) => blocks > 0)).toBe(true);
		}
	});

	it('the N+1 of the project list is named with its numbers', () => {
		const run = runs.get('list-projects');
		const text = run === undefined ? '' : operationRows(run, 200).map(lineText).join('\n');
		expect(text).toContain('chain  1 + 2N statements = 11, 11 round trips');
		expect(text).toContain('N+1: scenes and characters are asked for again for every row of projects: 1 + 2N statements, 11 here (N = 5).');
	});
});
