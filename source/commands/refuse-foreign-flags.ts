import {PlanflipError} from '../errors.ts';

/** Every verb prints something. */
const output = ['json', 'plain', 'color'];
/** Where to work, and how indexes may be switched there. */
const database = ['databaseUrl', 'catalog', 'scale', 'seed', 'persistent', 'fresh', 'yes', 'disposable', 'allowBlocking', 'rung', 'history'];
/** The steps take one another's: whoever goes through all of them names his place once. */
const place = [...database, 'results'];
const step = [...place, 'dryRun'];

/** Which flags a verb takes, in camelCase. A verb that is not here takes whatever there is. */
const taken: Readonly<Record<string, readonly string[]>> = {
	// The screen has the steps, too.
	explore: [...database, 'propose', 'runs', 'rtt', 'results', 'out', 'indexes', 'baseline'],
	run: [...database, 'indexes', 'against', 'propose', 'param', 'runs', 'rtt'],
	parameters: [...database, 'indexes', 'propose', 'param', 'over', 'value', 'runs'],
	diff: [...database, 'indexes', 'against', 'propose', 'param', 'runs'],
	selftest: [...database, 'indexes', 'runs', 'aa', 'slowdown', 'comparisons'],
	advise: [...database, 'indexes', 'runs', 'within', 'each', 'maxSize', 'maxIndexes', 'atLeast', 'out', 'open'],
	doctor: database,
	check: database,
	export: [...database, 'indexes', 'propose', 'format', 'out'],
	import: ['databaseUrl', 'catalog', 'statements', 'top', 'minCalls', 'dryRun', 'history'],
	monitor: [...database, 'watch', 'sort', 'filter'],
	lattice: [...database, 'indexes', 'propose', 'runs', 'within', 'each', 'maxSize', 'maxIndexes', 'planOnly', 'out', 'open'],
	setup: step,
	seed: step,
	baseline: [...step, 'runs', 'rtt'],
	'apply-indexes': [...step, 'indexes'],
	'post-optimization': [...step, 'baseline', 'runs', 'rtt'],
	rollback: step,
	compare: [...place, 'out', 'open', 'failOn'],
	report: ['out', 'open'],
	runs: ['catalog', 'all'],
	explain: [],
};

/**
 * A flag that a verb would pass over in silence promises what nobody does.
 * @param words - what readArguments made of the command line
 * @throws PlanflipError usage, with the verbs that take it
 */
export function refuseForeignFlags(words: readonly string[]): void {
	const [verb = 'explore'] = words.filter(word => word === '-' || !word.startsWith('-'));
	const own = Object.hasOwn(taken, verb) ? taken[verb] : undefined;
	const given = words.filter(word => word !== '-' && word.startsWith('-')).map(word => word.split('=', 1)[0] ?? '');
	const foreign = given.find(flag => own !== undefined && !takes(own, flag));
	if (foreign === undefined) {
		return;
	}

	const verbs = Object.entries(taken).filter(([, flags]) => takes(flags, foreign)).map(([name]) => name);
	throw new PlanflipError('usage', {
		message: `${verb} does not take ${foreign}.`,
		hint: verbs.length === 0 ? 'planflip --help says what takes it.' : `It goes with ${verbs.join(', ')}.`,
	});
}

function takes(flags: readonly string[], flag: string): boolean {
	const name = flag.replace(/^--(no-)?/, '').replaceAll(/-[a-z]/g, letter => letter.slice(1).toUpperCase());
	return name === 'help' || name === 'version' || output.includes(name) || flags.includes(name);
}
