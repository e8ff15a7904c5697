import {expect, it} from 'vitest';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import {weigh} from '../../source/catalog/weight.ts';
import {operationStatements} from '../../source/experiment/operation-statements.ts';
import {listProjects} from '../support/operations.ts';

const scenes = 'select count(*) as scenes from scenes where project_id = $1';
const list = 'select id from projects where user_id = $1';
const user = [{name: 'user_id', value: 'u1'}];

it('a loop is one statement, executed as often as it was walked, with the values that the walk had', () => {
	const entries = operationStatements(listProjects, user, new Map([[list, {times: 1, values: ['u1']}], [scenes, {times: 30, values: ['p7']}]]));
	expect(entries.map(({name, step}) => [name, step])).toEqual([
		['list-projects/projects', {operation: 'list-projects', route: 'chain', step: 'projects', times: 1}],
		['list-projects/scenes', {operation: 'list-projects', route: 'chain', step: 'scenes', times: 30}],
		['list-projects/one JOIN', {operation: 'list-projects', route: 'one JOIN', step: 'one JOIN', times: 1}],
	]);
	expect(entries.map(({parameters}) => parameters.map(({name, value}) => [name, value]))).toEqual([[['user_id', 'u1']], [['projects.id', 'p7']], [['user_id', 'u1']]]);
	expect(entries.map(({file, line}) => `${file}:${line}`)).toEqual(['queries/list-projects.sql:9', 'queries/list-projects.sql:14', 'queries/list-projects.sql:17']);
});

it('a statement counts for its operation as often as that executes it, by the card or as the median of the calls that are known', () => {
	const entries = operationStatements(listProjects, user, new Map([[scenes, {times: 30, values: ['p7']}]]));
	expect(entries.map(entry => weigh(entries).weightOf(entry))).toEqual([16, 480, 16]);
	const {weightOf, basis} = weigh([{frequency: null, load: {calls: 10, totalMs: null}}, ...entries]);
	expect([basis, ...entries.map(entry => weightOf(entry))]).toEqual(['calls', 80, 2400, 80]);
});

it('what the walk did not reach has the operation\'s own values, and none of rows', () => {
	const [, loop, join] = operationStatements(listProjects, user, new Map());
	expect(loop?.parameters).toEqual([{name: 'projects.id', position: 1, sampleSql: null, line: expect.any(Number) as number}]);
	expect(join?.parameters[0]?.value).toBe('u1');
});

const twice = parseOperation(`-- operation: two users
-- why: Twice the same, and a rewrite that has it too.
-- frequency: low
-- parameter: a = select 1
-- parameter: b = select 2
-- answer: second

-- step: first
-- takes: a
select id from users where id = $1;

-- step: second
-- takes: b
select id from users where id = $1;

-- step: joined
-- takes: a
select id from projects where user_id = $1;

-- rewrite: joined
-- takes: a
select id from projects join users using (id) where user_id = $1;

-- step: more
-- takes: b
select id from scenes where id = $1;

-- rewrite: again
-- takes: b
select id from users where id = $1;
`, 'queries/two.sql').operation;

it('statements that are the same to the letter are one; names stay apart where a rewrite is called like a step', () => {
	expect(operationStatements(twice, [{name: 'a', value: 1}, {name: 'b', value: 2}], new Map()).map(({name, step}) => [name, step?.times])).toEqual([
		['two/first', 3], ['two/joined', 1], ['two/joined/joined', 1], ['two/joined/more', 1],
	]);
});
