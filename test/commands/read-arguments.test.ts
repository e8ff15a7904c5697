import {expect, it} from 'vitest';
import {readArguments} from '../../source/commands/read-arguments.ts';

const flags = {indexes: {type: 'string'}, databaseUrl: {type: 'string'}, runs: {type: 'number'}, param: {type: 'string', isMultiple: true}, json: {type: 'boolean'}, color: {type: 'boolean'}} as const;
const read = (line: string) => readArguments(line.split(' '), flags);

it('a value may begin with a minus', () => {
	expect(read('run x --indexes -idx_a,+idx_b --json')).toEqual(['run', 'x', '--indexes=-idx_a,+idx_b', '--json']);
	expect(read('run x --runs -1')).toEqual(['run', 'x', '--runs=-1']);
	expect(read('--indexes=-idx_a explain -')).toEqual(['--indexes=-idx_a', 'explain', '-']);
});

it('--help and --version are heard wherever they stand', () => {
	expect(read('run x --json --help')).toEqual(['--help']);
	expect(read('explain --version')).toEqual(['--version']);
});

it('what can be given more than once is, and a boolean can be taken back', () => {
	expect(read('--param a=1 --param=b=2 --no-color')).toEqual(['--param=a=1', '--param=b=2', '--no-color']);
});

it.each([
	['--indexs bare', 'There is no flag --indexs.', 'Did you mean "--indexes"? planflip --help lists them.'],
	['-x', 'There is no flag -x.', 'planflip --help lists them.'],
	['--no-runs', 'There is no flag --no-runs.', 'Did you mean "--runs"? planflip --help lists them.'],
	['--runs 1 --runs=2', '--runs is given twice.', 'Leave one of them out.'],
	['--indexes --json', '--indexes has no value.', 'planflip --help says what it takes.'],
	['--database-url', '--database-url has no value.', 'planflip --help says what it takes.'],
])('%s: %s %s', (line, message, hint) => {
	expect(() => read(line)).toThrow(expect.objectContaining({kind: 'usage', message, hint}));
});
