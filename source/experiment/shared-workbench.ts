import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {type ExtensionFacts, type HintPlanFacts, noExtensions} from '../database/extension-facts.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {answeredInTime} from './answered-in-time.ts';
import {explainHinted} from './explain-hinted.ts';
import type {Aliases} from './hints.ts';
import {explainInTime} from './explain-in-time.ts';
import {imagination} from './imagination.ts';
import type {ImaginedIndex} from './imagined-index.ts';
import type {IndexUniverse} from './index-universe.ts';
import {lockBusy, lockNotAvailable, lockTimeoutMs} from './lock-busy.ts';
import {limitOfAll, planMany} from './plan-many.ts';
import {planSwitch, type Switch} from './plan-switch.ts';
import {renameIndexes} from './rename-indexes.ts';
import type {Rung} from './rung.ts';
import {switchOffSql} from './switch-sql.ts';
import type {Explain, Limits, PlanningTogether, Workbench} from './workbench.ts';

/**
 * Rungs 2, 3, 4 and 6: a database that others use. One short transaction per trial, rolled back at once; never idle in a
 * transaction while the user thinks, because switching again costs less than a millisecond.
 */
export function sharedWorkbench(session: Session, universe: () => IndexUniverse, rung: Rung, superuser: boolean, {hypopg, hintPlan}: ExtensionFacts = noExtensions): Workbench {
	const aliases = new Map<string, Aliases>();
	const mind = imagination(session, hypopg);
	/** EXPLAIN ANALYZE does not see what HypoPG hides and imagines: such a configuration cannot be executed. */
	const imaginary = (change: Switch) => change.imagine.length > 0 || (rung.number === 4 && change.hide.length > 0);

	const attempt = async <T>(configuration: IndexConfiguration, limits: Limits, work: (explain: Explain) => Promise<T>): Promise<T> => {
		const change = planSwitch(configuration, universe(), rung, superuser);
		const timed = explainInTime(session, limits);
		try {
			await session.script(beginSql(limits));
			const off = rung.number === 3 ? hintsOnSql(hintPlan) : (rung.number === 4 ? '' : switchOffSql(change));
			await session.script(`${off} SET LOCAL transaction_read_only = on`);
			const explainSo: Explain = rung.number === 3 && change.hide.length > 0
				? explainHinted(session, change.hide, aliases)
				: timed.explain;
			if (!imaginary(change)) {
				return await answeredInTime(session, limits, () => work(explainSo));
			}

			const imagined = await mind.imagine({hide: rung.number === 4 ? change.hide : [], imagine: change.imagine});
			return await answeredInTime(session, limits, () => work(explainImagined(explainSo, imagined)));
		} finally {
			const plans = change.hide.length > 0 && rung.number === 2 ? '; DISCARD PLANS' : '';
			const forget = imaginary(change) ? `; ${mind.forgetSql}` : '';
			await session.undo(`ROLLBACK${plans}${forget}`);
			await timed.recovered();
		}
	};

	const plan = planMany(session);
	const together: PlanningTogether = {
		takes: configuration => !imaginary(planSwitch(configuration, universe(), rung, superuser)),

		async plan(plannings, limits, answered) {
			const turns = plannings.map(({configuration, subjects}) =>
				({subjects, hidden: planSwitch(configuration, universe(), rung, superuser).hide.flatMap(({oid, valid}) => oid === null || !valid ? [] : [oid])}));
			try {
				await session.script(beginSql(limits));
				await answeredInTime(session, limitOfAll(plannings, limits), () => plan(turns, answered));
			} finally {
				await session.undo('ROLLBACK; DISCARD PLANS');
			}
		},
	};

	return {
		// Hints are a statement's own, and HypoPG's indexes outlive a savepoint.
		...(rung.number === 2 ? {together} : {}),

		executes: configuration => !imaginary(planSwitch(configuration, universe(), rung, superuser)),

		async under<T>(configuration: IndexConfiguration, limits: Limits, work: (explain: Explain) => Promise<T>): Promise<T> {
			try {
				return await attempt(configuration, limits, work);
			} catch (error) {
				if (!isLockTimeout(error)) {
					throw error;
				}
			}

			// Once more, and never a loop: the second failure is the answer.
			try {
				return await attempt(configuration, limits, work);
			} catch (error) {
				throw isLockTimeout(error) ? lockBusy(error) : error;
			}
		},

		// Building would lock the table.
		toBuild: () => [],

		async rest() {
			// Nothing stays open between trials.
		},
	};
}

function beginSql({statementMs}: Limits): string {
	return `BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL idle_in_transaction_session_timeout = 10000`;
}

/** Plans only: executed, the statement would use what is hidden, and its time would pass for that of this plan. */
function explainImagined(explainSo: Explain, imagined: readonly ImaginedIndex[]): Explain {
	return async (subject, depth) => {
		if (depth !== 'plan') {
			throw new PlanflipError('bug', {message: 'a statement was to be executed under indexes that exist for EXPLAIN only', where: subject.file});
		}

		const {text, plan} = await explainSo(subject, depth);
		return {text, plan: renameIndexes(plan, imagined), imagined};
	};
}

/** A connection that LOADed it may have been replaced since; once more costs nothing. */
function hintsOnSql({byLoad}: HintPlanFacts): string {
	return `${byLoad ? 'LOAD \'pg_hint_plan\'; ' : ''}SET LOCAL pg_hint_plan.enable_hint = on;`;
}

function isLockTimeout(error: unknown): boolean {
	return error instanceof PlanflipError && error.sqlState === lockNotAvailable;
}
