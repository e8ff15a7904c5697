import {lexSql, type SqlToken} from '../catalog/lex-sql.ts';
import {nameOfToken} from '../catalog/name-of-token.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {Json} from '../plan/plan.ts';
import type {Plan} from '../plan/plan.ts';

/** What a statement does besides answering, in its plan's words: `Update shots`, `LockRows`. Empty: it only reads, as far as the plan says. */
export function writesOf(plan: Plan): readonly string[] {
	const nodes = plan.nodes.filter(({nodeType}) => nodeType === 'ModifyTable' || nodeType === 'LockRows');
	return [...new Set(nodes.map(({label, relation}) => relation === null ? label : `${label} ${relation}`))];
}

/** Names that stand before a parenthesis in the plan's expressions (VERBOSE prints them all): functions, and words such as ANY; and operators, `@@@`. */
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
		return [...operatorsIn(tokens), ...tokens.filter(({kind}, at) => (kind === 'word' || kind === 'quoted identifier') && tokens[at + 1]?.text === '(').map(token => nameOfToken(token))];
	} catch (error) {
		// Postgres cuts nothing, but whoever logged the plan may have.
		if (error instanceof PlanflipError) {
			return [];
		}

		throw error;
	}
}

/** Signs that touch each other are one operator. */
function operatorsIn(tokens: readonly SqlToken[]): readonly string[] {
	const operators: Array<{text: string; end: number}> = [];
	for (const {kind, text, start, end} of tokens) {
		const last = operators.at(-1);
		if (kind === 'symbol' && operatorSigns.includes(text)) {
			if (last?.end === start) {
				last.text += text;
				last.end = end;
			} else {
				operators.push({text, end});
			}
		}
	}

	return operators.map(({text}) => text);
}

/** https://www.postgresql.org/docs/18/sql-createoperator.html */
const operatorSigns = '+-*/<>=~!@#%^&|`?';

/** Of these names, those of functions that are volatile (pg_proc.provolatile) in any of their forms, and of operators that call such a one. */
export async function volatileAmong(session: Session, names: readonly string[]): Promise<readonly string[]> {
	if (names.length === 0) {
		return [];
	}

	const rows = await session.query(`select proname::text as name from pg_catalog.pg_proc where provolatile = 'v' and proname = any ($1::text[])
		union select o.oprname::text from pg_catalog.pg_operator o join pg_catalog.pg_proc p on p.oid = o.oprcode where p.provolatile = 'v' and o.oprname = any ($1::text[]) order by 1`, [`{${names.map(name => JSON.stringify(name)).join(',')}}`]);
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
		return what === '' ? [] : [`${/^\w/.test(name) ? `${name}()` : `operator ${name}`} ${what}`];
	});
	return [
		...(writes.length === 0 ? [] : [`${writes.join(', ')}: executed for real, triggers too, and rolled back each time; dead rows stay until VACUUM, and later executions pass over them`]),
		...called,
	];
}
