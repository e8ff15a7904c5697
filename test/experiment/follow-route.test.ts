import {expect, test} from 'vitest';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import type {Row, SqlValue} from '../../source/database/session.ts';
import {followRoute} from '../../source/experiment/follow-route.ts';
import {routeMs} from '../../source/experiment/route-time.ts';

const {operation: {chain}} = parseOperation(`-- operation: o
-- why: w
-- frequency: low
-- parameter: user = select 1
-- answer: projects.id, scenes.scenes

-- step: projects
-- takes: user
select id from projects where user_id = $1;

-- step: scenes
-- for each: projects
-- takes: projects.id
select count(*) as scenes from scenes where project_id = $1;

-- rewrite: r
select $1;
`, 'o.sql');

const tables: Readonly<Record<string, (values: readonly SqlValue[]) => readonly Row[]>> = {
	projects: ([user]) => user === 'nobody' ? [] : [{id: 10}, {id: 20}],
	scenes: ([project]) => [{scenes: Number(project) / 10}],
};

/** Every statement takes 1 ms, and 5 ms are waited after it. */
async function walk(user: string) {
	let now = 0;
	return followRoute(chain, new Map([['user', user]]), {
		now: () => now,
		async say({name}, values) {
			now += 1;
			return Promise.resolve(tables[name]?.(values) ?? []);
		},
		async wait() {
			now += 5;
			return Promise.resolve(5);
		},
	});
}

test('a step for each row of another is one statement a row: 1 + N of them, each with that row\'s value', async () => {
	const {statements, answer} = await walk('u');
	expect(statements.map(({step, values, rows}) => [step, values, rows])).toEqual([['projects', ['u'], 2], ['scenes', [10], 1], ['scenes', [20], 1]]);
	expect(answer).toEqual([{id: 10, scenes: 1}, {id: 20, scenes: 2}]);
});

test('its time is 3 statements of 1 ms and 3 round trips of 5 ms: 18 ms', async () => {
	expect(routeMs(await walk('u'))).toBe(18);
});

test('a step that finds nothing ends the route with an empty answer', async () => {
	const {statements, answer} = await walk('nobody');
	expect([statements.length, answer]).toEqual([1, []]);
});

test('a column that a step does not select is told with those that it does', async () => {
	const broken = {...chain, steps: chain.steps.map(step => step.forEach === null ? step : {...step, inputs: [{kind: 'column' as const, step: 'projects', column: 'uuid'}]})};
	const ports = {now: () => 0, say: async () => Promise.resolve([{id: 10}]), wait: async () => Promise.resolve(0)};
	await expect(followRoute(broken, new Map(), ports)).rejects.toMatchObject({kind: 'input', message: /takes projects\.uuid/, hint: 'It selects: id.'});
});
