import {lexSql} from '../catalog/lex-sql.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {Json} from '../plan/plan.ts';
import type {Plan} from '../plan/plan.ts';

/** What a statement does besides answering, in its plan's words: `Update shots`, `LockRows`. Empty: it only reads, as far as the plan says. */
export function writesOf(plan: Plan): readonly string[] {
	const nodes = plan.nodes.filter(({nodeType}) => nodeType === 'ModifyTable' || nodeType === 'LockRows');
	return [...new Set(nodes.map(({label, relation}) => relation === null ? label : `${label} ${relation}`))];
}

/** Names that stand before a parenthesis in the plan's expressions (VERBOSE prints them all): functions, and words such as ANY. */
export function calledNames(plan: Plan): ReadonlySet<string> {
	const names = new Set<string>();
	for (const text of plan.nodes.flatMap(({raw}) => textsIn(Object.fromEntries(Object.entries(raw).filter(([key]) => key !== 'Plans'))))) {
		for (const name of namesIn(text)) {
			names.add(name);
		}
	}

	return names;
}

function textsIn(value: Json): readonly string[] {
	return typeof value === 'string' ? [value] : (value !== null && typeof value === 'object' ? Object.values(value).flatMap((part: Json) => textsIn(part)) : []);
}

function namesIn(text: string): readonly string[] {
	if (!text.includes('(')) {
		return [];
	}

	try {
		const tokens = lexSql(text, 'the plan');
		return tokens.filter(({kind}, at) => (kind === 'word' || kind === 'quoted identifier') && tokens[at + 1]?.text === '(').map(({text: name}) => name.replaceAll('"', ''));
	} catch (error) {
		// Postgres cuts nothing, but whoever logged the plan may have.
		if (error instanceof PlanflipError) {
			return [];
		}

		throw error;
	}
}

/** Of these names, those of functions that are volatile (pg_proc.provolatile), in any of their forms. */
export async function volatileAmong(session: Session, names: readonly string[]): Promise<readonly string[]> {
	if (names.length === 0) {
		return [];
	}

	const rows = await session.query('select distinct proname::text as name from pg_catalog.pg_proc where provolatile = \'v\' and proname = any ($1::text[]) order by 1', [`{${names.map(name => JSON.stringify(name)).join(',')}}`]);
	return rows.map(row => String(row['name']));
}

const families: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(?:nextval|setval)$/, 'takes numbers from a sequence, and no rollback gives them back'],
	[/^pg_sleep/, 'sleeps, and no index shortens that'],
	[/^(?:random|random_normal|gen_random_uuid|uuid\w*|clock_timestamp|timeofday)$/, 'gives another value each time: rows and times may differ by that alone'],
	[/^(?:currval|lastval|txid_current|pg_current_xact_id)$/, ''],
];

/** What no rollback takes back, and what makes times differ: told before the statement is executed. */
export function sideEffectWarnings(writes: readonly string[], volatile: readonly string[]): readonly string[] {
	const called = volatile.flatMap(name => {
		const known = families.find(([pattern]) => pattern.test(name));
		const what = known === undefined ? 'is volatile: what it does outside of this transaction (other servers, files, session locks) is not rolled back' : known[1];
		return what === '' ? [] : [`${name}() ${what}`];
	});
	return [
		...(writes.length === 0 ? [] : [`${writes.join(', ')}: executed for real, triggers too, and rolled back each time; dead rows stay until VACUUM, and later executions pass over them`]),
		...called,
	];
}
