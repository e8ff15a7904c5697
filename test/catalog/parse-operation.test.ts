import {expect, test} from 'vitest';
import {isOperation, parseOperation} from '../../source/catalog/parse-operation.ts';
import {letterOf} from './letter-of.ts';

const card = `-- operation: open a shot
-- why: Three queries.
-- frequency: high
-- parameter: shot_id = select id from shots limit 1
-- parameter: user_id = select user_id from owners where shot_id = $1
-- case: a stranger: user_id = select id from users where id <> $2
-- answer: shot

`;
const chain = `-- step: shot
-- takes: shot_id
select * from shots where id = $1;

-- step: project
-- takes: shot.project_id, user_id
select id from projects where id = $1 and user_id = $2;

`;
const rewrite = `-- rewrite: one JOIN
-- why: Asks once.
select shots.* from shots join projects on projects.id = project_id where shots.id = $1 and user_id = $2;
`;

const parse = (text: string) => parseOperation(text, 'queries/open-shot.sql').operation;
const letter = (text: string) => letterOf(() => parse(text));

test('an operation is a card, a chain of steps, and what could replace it', () => {
	const {chain: {steps, answer}, rewrites, cases, ...rest} = parse(card + chain + rewrite);
	expect(rest).toMatchObject({kind: 'OperationEntry', name: 'open-shot', title: 'open a shot', frequency: 'high', line: 11});
	expect(steps).toEqual([
		{name: 'shot', sql: 'select * from shots where id = $1', inputs: [{kind: 'parameter', name: 'shot_id'}], forEach: null, line: 11},
		{
			name: 'project', sql: 'select id from projects where id = $1 and user_id = $2', forEach: null, line: 15,
			inputs: [{kind: 'column', step: 'shot', column: 'project_id'}, {kind: 'parameter', name: 'user_id'}],
		},
	]);
	expect(answer).toEqual({step: 'shot', columns: null});
	expect(rewrites).toHaveLength(1);
	expect(rewrites[0]).toMatchObject({name: 'one JOIN', why: 'Asks once.', steps: [{inputs: [{name: 'shot_id'}, {name: 'user_id'}]}], answer: {step: 'one JOIN', columns: null}});
	expect(cases).toEqual([{name: 'a stranger', parameter: 'user_id', sql: 'select id from users where id <> $2', line: 6}]);
});

test('a step may run for each row of an earlier one, and its columns stand beside those rows in the answer', () => {
	const text = card.replace('answer: shot', 'answer: shot.id, notes.notes')
		+ chain.replace('-- step: project\n-- takes: shot.project_id, user_id\nselect id from projects where id = $1 and user_id = $2', '-- step: notes\n-- for each: shot\n-- takes: shot.id\nselect count(*) as notes from notes where shot_id = $1')
		+ rewrite;
	expect(parse(text).chain).toMatchObject({
		steps: [{name: 'shot', forEach: null}, {name: 'notes', forEach: 'shot'}],
		answer: {step: 'shot', columns: [{step: 'shot', column: 'id'}, {step: 'notes', column: 'notes'}]},
	});
});

test('a rewrite may have steps of its own', () => {
	const {rewrites} = parse(card + chain + rewrite + '\n-- step: log\n-- takes: one JOIN.id\nselect $1;\n');
	expect(rewrites[0]?.steps.map(({name}) => name)).toEqual(['one JOIN', 'log']);
});

test('the first key of a file says whether it is an operation or a query', () => {
	expect(isOperation(`\uFEFF\n${card}`)).toBe(true);
	expect(isOperation('-- title: x\n-- why: not an operation: no\nselect 1')).toBe(false);
});

test.each([
	['no chain', `${card}${rewrite}`, /nothing that could replace its chain|no step/],
	['nothing that could replace the chain', card + chain, /nothing that could replace its chain\. \| queries\/open-shot\.sql \| .*-- rewrite: name/],
	['a step without a card', `${card}${chain}select 1;\n${rewrite}`, /no card of its own\. \| queries\/open-shot\.sql:17/],
	['the two cards run together', (card + chain).replace('answer: shot\n\n', 'answer: shot\n') + rewrite, /are not two cards\. \| queries\/open-shot\.sql:10/],
	['an unknown key, with the nearest', card.replace('case:', 'cases:') + chain + rewrite, /Unknown key "cases"\. \| queries\/open-shot\.sql:6 \| Did you mean "case"\?/],
	['a key of another card', card + chain.replace('-- takes: shot_id\n', '-- takes: shot_id\n-- answer: shot\n') + rewrite, /"answer" has no place in this card\. \| queries\/open-shot\.sql:11/],
	['an unknown parameter', card + chain.replace('takes: shot_id', 'takes: shot_di') + rewrite, /no parameter "shot_di"\. \| queries\/open-shot\.sql:10 \| Did you mean "shot_id"\?/],
	['a step that comes later', card + chain.replace('takes: shot_id', 'takes: project.id') + rewrite, /no earlier step "project"\. \| queries\/open-shot\.sql:10/],
	['a $n that nothing is bound to', card + chain.replace('-- takes: shot_id\n', '') + rewrite, /uses \$1, but takes nothing\. \| queries\/open-shot\.sql:10/],
	['something bound that no $n uses', card + chain.replace('takes: shot_id', 'takes: shot_id, user_id') + rewrite, /does not use \$2\. \| queries\/open-shot\.sql:11/],
	['a rewrite that does not use a parameter', card + chain + rewrite.replace(' and user_id = $2', ''), /does not use \$2\. .* \| Say which parameters it takes/],
	['two steps of one name', card + chain.replace('step: project', 'step: shot') + rewrite, /two steps "shot"/],
	['an answer that nobody gives', card.replace('answer: shot', 'answer: shto') + chain + rewrite, /no step "shto" to answer with\. \| queries\/open-shot\.sql:7 \| Steps: shot, project/],
	['an answer of rows that do not belong together', card.replace('answer: shot', 'answer: shot.id, project.id') + chain + rewrite, /rows of shot and of project/],
	['a loop over a step that is not there', card + chain.replace('-- takes: shot.project_id', '-- for each: shott\n-- takes: shot.project_id') + rewrite, /no earlier step "shott" .* Did you mean "shot"\?/],
	['a case of an unknown parameter', card.replace('stranger: user_id', 'stranger: usr_id') + chain + rewrite, /no parameter "usr_id"\. \| queries\/open-shot\.sql:6 \| Did you mean "user_id"\?/],
	['a case without words', card.replace('a stranger: user_id', 'user_id') + chain + rewrite, /not of the form words: parameter = select/],
	['a case with a $n too many', card.replace('id <> $2', 'id <> $3') + chain + rewrite, /"a stranger" uses \$3/],
])('is refused with what, where and what to do: %s', (_, text, expected) => {
	expect(letter(text)).toMatch(expected);
});
