import {expect, test} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {planChanges, type PlanEvent} from '../../source/lab/plan-changes.ts';
import {fixturePlan} from '../support/measured-screen.ts';
import {surroundings} from '../support/surroundings.ts';

const {operation} = parseOperation(`-- operation: open a scene
-- why: w
-- frequency: low
-- parameter: scene = select id from scenes limit 1
-- answer: project.title

-- step: scene
-- takes: scene
select id, project_id from scenes where id = $1;

-- step: project
-- takes: scene.project_id
select title from projects where id = $1;

-- rewrite: one JOIN
select p.title from scenes s join projects p on p.id = s.project_id where s.id = $1;
`, 'queries/open.sql');

/** On a server of that version, with `planned` for what was planned; every sample finds 's1'. */
async function changesOn(versionNumber: number): Promise<{readonly events: readonly PlanEvent[]; readonly planned: readonly Subject[]}> {
	const {universe, rung, facts} = surroundings();
	const planned: Subject[] = [];
	const plan = fixturePlan('pg18/20_index_only.json');
	const bench: Parameters<typeof planChanges>[0] = {
		universe, rung, facts: {...facts, version: `PostgreSQL ${Math.floor(versionNumber / 10_000)}`, versionNumber},
		session: {query: () => Promise.resolve([{id: 's1'}])},
		workbench: {
			executes: () => true, toBuild: () => [], rest: () => Promise.resolve(),
			under: async (_configuration, _limits, work) => work(subject => {
				planned.push(subject);
				return Promise.resolve({plan, text: '', imagined: []});
			}),
		},
	};
	const events: PlanEvent[] = [];
	for await (const event of planChanges(bench, {entries: [], operations: [operation]}, configurationOf([]), new AbortController().signal)) {
		events.push(event);
	}

	return {events, planned};
}

test('before PostgreSQL 16 a step is planned with the values of its card; one that takes from a row says that, not that nobody knows a value', async () => {
	const {events, planned} = await changesOn(150_000);
	expect(new Set(planned.flatMap(({parameters}) => parameters.map(({name, value}) => `${name} ${String(value)}`)))).toEqual(new Set(['scene s1']));
	expect(events.flatMap(event => event.kind === 'planned' ? event.planned.label : [])).toEqual(['open/scene', 'open/one JOIN']);
	expect(events.flatMap(event => event.kind === 'unplanned' ? [[event.label, event.why]] : [])).toEqual([
		['open/project', 'scene.project_id comes from a row, nothing is executed to find one, and PostgreSQL 15 cannot plan a statement without values (PostgreSQL 16 can)'],
	]);
});

test('from PostgreSQL 16 on every step is planned, without values', async () => {
	const {events, planned} = await changesOn(160_000);
	expect(planned.every(({parameters}) => parameters.every(({unknown}) => unknown === true))).toBe(true);
	expect(events.filter(({kind}) => kind === 'planned')).toHaveLength(3);
});
