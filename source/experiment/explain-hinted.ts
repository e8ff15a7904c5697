import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {Plan} from '../plan/plan.ts';
import {explain} from './explain.ts';
import {type Aliases, aliasesIn, disobeyed, hintComment, takeHints} from './hints.ts';
import type {UniverseIndex} from './index-universe.ts';
import type {Subject} from './run.ts';
import type {Explain} from './workbench.ts';

/** A view's tables have names of their own, and a plan without the one index may show the next: each look can find more. */
const mostLooks = 5;

/**
 * EXPLAIN with pg_hint_plan keeping indexes out, planned and executed alike. A hint that names nothing is ignored in silence:
 * so the plan is looked at, and one that uses a switched-off index is never handed on.
 */
export function explainHinted(session: Pick<Session, 'query' | 'simple'>, off: readonly UniverseIndex[], known: Map<string, Aliases>): Explain {
	return async (subject, depth) => {
		const {sql, own} = takeHints(subject.sql, subject.file);
		const statement: Subject = {...subject, sql};
		const key = JSON.stringify([subject.sql, off.map(index => index.key)]);
		let aliases = known.get(key);
		if (aliases === undefined) {
			aliases = await findAliases(session, statement, off, own);
			known.set(key, aliases);
		}

		const explained = await explain(session, statement, depth, hintComment(off, aliases, own));
		const [first] = disobeyed(explained.plan, off);
		if (first !== undefined) {
			throw deaf(first.index, subject);
		}

		return explained;
	};
}

async function findAliases(session: Pick<Session, 'query' | 'simple'>, statement: Subject, off: readonly UniverseIndex[], own: string): Promise<Aliases> {
	let aliases = aliasesIn(statement.sql, new Set(off.map(({table}) => table)), statement.file);
	for (let looks = 0; looks < mostLooks; looks++) {
		const {plan} = await explain(session, statement, 'plan', hintComment(off, aliases, own));
		const more = withAliases(aliases, plan, off);
		if (more === null) {
			break;
		}

		aliases = more;
	}

	return aliases;
}

/** With what the plan tells; null when that is nothing new. */
function withAliases(aliases: Aliases, plan: Plan, off: readonly UniverseIndex[]): Aliases | null {
	const more = new Map([...aliases].map(([table, names]) => [table, new Set(names)]));
	let found = false;
	for (const {index: {table}, aliases: names} of disobeyed(plan, off)) {
		for (const name of names) {
			found ||= more.get(table)?.has(name) === false;
			more.get(table)?.add(name);
		}
	}

	return found ? more : null;
}

function deaf({key, table}: UniverseIndex, {file, line}: Subject): PlanflipError {
	return new PlanflipError('permission', {
		message: `${key} cannot be kept out of this plan by a hint: pg_hint_plan does not reach ${table} there`,
		where: `${file}:${line}`,
		hint: 'Hints know tables by the aliases that the planner has for them. Another rung can: planflip doctor lists them.',
	});
}
