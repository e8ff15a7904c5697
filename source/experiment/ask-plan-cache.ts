import type {Session} from '../database/session.ts';
import {planFingerprint} from '../plan/plan-fingerprint.ts';
import type {Plan} from '../plan/plan.ts';
import {genericExecutions, prepareStatement} from './prepared-statement.ts';
import type {Subject} from './run.ts';
import type {CacheAnswer} from './sweep.ts';
import type {SweptValue} from './swept-value.ts';
import type {Explain} from './workbench.ts';

/** Postgres plans for the values at least so often before it considers a generic plan (choose_custom_plan in plancache.c). */
const customPlans = 5;

/**
 * Lets Postgres itself choose, as it does for an application: the statement is prepared, planned five times for the value (EXPLAIN EXECUTE
 * goes through the plan cache, and executes nothing), and the sixth plan is the answer.
 */
export async function askPlanCache(session: Pick<Session, 'query'>, subject: Subject, value: SweptValue, explain: Explain): Promise<CacheAnswer> {
	const executing = await prepareStatement(session, subject, 'auto');
	let custom: Plan | null = null;
	for (let times = 0; times < customPlans; times++) {
		custom = (await explain(executing, 'plan')).plan;
	}

	const before = await genericExecutions(session);
	const {plan} = await explain(executing, 'plan');
	const after = await genericExecutions(session);
	// Before 14 nobody counts: a generic plan has $n where the values were, and costs of its own.
	const isGeneric = before === null || after === null ? custom === null || said(custom) !== said(plan) : after > before;
	return {value, customCost: costOf(custom ?? plan), chosen: isGeneric ? 'generic' : 'custom'};
}

/** The planner's estimate for the whole plan, in its units. */
export function costOf({nodes: [root]}: Plan): number {
	return root?.totalCost ?? 0;
}

function said(plan: Plan): string {
	return `${planFingerprint(plan)} ${costOf(plan)}`;
}
