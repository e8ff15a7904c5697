import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, it} from 'vitest';
import {refuseForeignFlags} from '../../source/commands/refuse-foreign-flags.ts';

const refuse = (line: string) => () => {
	refuseForeignFlags(line.split(' '));
};

it.each([
	['run user-by-id --watch=5', 'run does not take --watch.', /monitor/],
	['explain plan.json --scale=small', 'explain does not take --scale.', /^It goes with explore, run, .*rollback/],
	['compare --dry-run', 'compare does not take --dry-run.', /setup/],
	['--against=bare', 'explore does not take --against.', /^It goes with run, diff/],
	['baseline --fail-on=index', 'baseline does not take --fail-on.', /compare/],
	['report latest --no-history', 'report does not take --no-history.', /explore/],
	['apply-indexes --baseline=1234', 'apply-indexes does not take --baseline.', /^It goes with explore, post-optimization/],
])('%s: %s %s', (line, message, hint) => {
	expect(refuse(line)).toThrow(expect.objectContaining({kind: 'usage', message, hint: expect.stringMatching(hint) as string}));
});

it('the steps take one another\'s flags of place, every verb takes those of output, and --help is for all', () => {
	for (const verb of ['setup', 'seed', 'baseline', 'apply-indexes', 'post-optimization', 'rollback']) {
		expect(refuse(`${verb} --database-url=postgres://x --scale=small --seed=2 --catalog=c --results=r --yes --dry-run --json --no-color`), verb).not.toThrow();
	}

	expect(refuse('compare --database-url=postgres://x --scale=small --seed=2 --catalog=c --results=r --yes --json --no-color')).not.toThrow();
	expect(refuse('--help')).not.toThrow();
	expect(refuse('explain - --plain')).not.toThrow();
	expect(refuse('no-such-verb --yes')).not.toThrow();
});

const root = path.join(import.meta.dirname, '../..');

/** `planflip run ENTRY    measure ...   --indexes bare`: a line of the documentation, with each flag it names. */
const documented = ['README.md', 'source/cli.ts', 'docs/safety.md', 'docs/measuring.md', 'package.json'].flatMap(file => readFileSync(path.join(root, file), 'utf8').split('\n').flatMap(line => {
	const [, verb, rest = ''] = /(?:^|\$ |`)(?:planflip|node dist\/cli\.js) ([a-z-]+)\b([^`]*)/.exec(line.trim()) ?? [];
	return verb === undefined ? [] : [{line: line.trim(), words: [verb, ...rest.match(/--[a-z-]+/g) ?? []]}];
}));

it('every verb takes the flags that the documentation names beside it', () => {
	expect(documented.length).toBeGreaterThan(40);
	for (const {line, words} of documented) {
		expect(() => {
			refuseForeignFlags(words);
		}, line).not.toThrow();
	}
});
