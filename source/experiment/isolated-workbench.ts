import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Session} from '../database/session.ts';
import {answeredInTime} from './answered-in-time.ts';
import {buildIndex} from './build-index.ts';
import {explainAndUndo} from './explain-and-undo.ts';
import {explainInTime, inTime} from './explain-in-time.ts';
import type {IndexUniverse, UniverseIndex} from './index-universe.ts';
import {withPartitions} from './partition-indexes.ts';
import {limitOfAll, planMany} from './plan-many.ts';
import {planSwitch} from './plan-switch.ts';
import {readBuiltOids} from './read-built-oids.ts';
import {rungOf} from './rung.ts';
import {switchOffSql} from './switch-sql.ts';
import type {Explain, Limits, PlanningTogether, Workbench} from './workbench.ts';

/**
 * Rung 1. One transaction stays open; proposed indexes are built in it once and then toggled like the others, each trial
 * inside a savepoint. An index built by our own transaction is usable in it at once, or refused by buildIndex (indcheckxmin),
 * which takes rows that others updated. Never committed: the transaction's end, however it
 * comes, leaves the database as it was.
 */
export function isolatedWorkbench(session: Session, universe: () => IndexUniverse, superuser: boolean): Workbench {
	const rung = rungOf(1);
	const built = new Map<string, UniverseIndex & {readonly oids: readonly number[]}>();
	let openOn: number | null = null;

	const abandon = async () => {
		await session.undo('ROLLBACK');
		openOn = null;
		built.clear();
	};

	/** Stopped or failed on the way, nobody knows whether the transaction, or the savepoint, is there: all of it goes. */
	const prepared = async (sql: string) => {
		try {
			await session.script(sql);
		} catch (error) {
			await abandon();
			throw error;
		}
	};

	const open = async () => {
		if (openOn === session.generation) {
			return;
		}

		built.clear();
		// The embedded database has nobody who could wait. On a server the transaction ends with each trial; should the network
		// go away under it, the server ends it.
		const idleMs = session.kind === 'pglite' ? 0 : 10_000;
		await prepared(`BEGIN; SET LOCAL lock_timeout = '1s'; SET LOCAL idle_in_transaction_session_timeout = ${idleMs}`);
		openOn = session.generation;
	};

	/** One that was removed and proposed anew under the same name is another index. */
	const stands = (index: UniverseIndex) => openOn === session.generation && built.get(index.key)?.definition === index.definition;

	const build = async (index: UniverseIndex) => {
		if (stands(index)) {
			return;
		}

		const other = built.get(index.key);
		await prepared(`SAVEPOINT planflip_build; ${switchOffSql({drop: other === undefined ? [] : [other], hide: []})}`);
		try {
			await buildIndex(session, index);
			const oids = await readBuiltOids(session, index);
			await session.script('RELEASE SAVEPOINT planflip_build');
			built.set(index.key, {...index, oids});
		} catch (error) {
			await session.undo('ROLLBACK TO SAVEPOINT planflip_build');
			throw error;
		}
	};

	const plan = planMany(session);
	const together: PlanningTogether = {
		takes: () => true,

		// Hidden, not dropped: to the planner it is the same, and takes a fraction of the time.
		async plan(plannings, limits, answered) {
			const changes = plannings.map(planning => ({...planning, ...planSwitch(planning.configuration, universe(), rung, superuser)}));
			await open();
			for (const index of changes.flatMap(change => change.build)) {
				await build(index);
			}

			const turns = changes.map(({configuration, subjects, drop, hide}) => {
				const off = [...drop.flatMap(index => withPartitions(index, universe().indexes)), ...hide].filter(({valid}) => valid);
				const imagined = [...built.values()].filter(index => !configuration.on.has(index.key));
				return {subjects, hidden: [...off.flatMap(({oid}) => oid ?? []), ...imagined.flatMap(({oids}) => oids)]};
			});
			await prepared(`SAVEPOINT planflip_trial; SET LOCAL statement_timeout = ${limits.statementMs}`);
			const {within, recovered} = inTime(session, limits);
			try {
				await answeredInTime(session, limitOfAll(plannings, limits), () => within(() => plan(turns, answered)));
			} finally {
				await session.undo('ROLLBACK TO SAVEPOINT planflip_trial; RELEASE SAVEPOINT planflip_trial; DISCARD PLANS');
				await recovered();
			}
		},
	};

	return {
		...(superuser ? {together} : {}),

		executes: () => true,

		async under<T>(configuration: IndexConfiguration, limits: Limits, work: (explain: Explain) => Promise<T>): Promise<T> {
			const change = planSwitch(configuration, universe(), rung, superuser);
			await open();
			for (const index of change.build) {
				await build(index);
			}

			const imagined = [...built.values()].filter(index => !configuration.on.has(index.key));
			const off = switchOffSql({drop: [...change.drop, ...imagined], hide: change.hide});
			await prepared(`SAVEPOINT planflip_trial; ${off} SET LOCAL statement_timeout = ${limits.statementMs}${limits.mayWrite === true ? '' : '; SET LOCAL transaction_read_only = on'}`);
			const {explain, recovered} = explainInTime(session, limits, limits.mayWrite === true ? explainAndUndo(session) : undefined);
			try {
				return await answeredInTime(session, limits, () => work(explain));
			} finally {
				const plans = change.hide.length > 0 ? '; DISCARD PLANS' : '';
				await session.undo(`ROLLBACK TO SAVEPOINT planflip_trial; RELEASE SAVEPOINT planflip_trial${plans}`);
				await recovered();
			}
		},

		toBuild: configuration => universe().indexes.filter(index => !index.built && configuration.on.has(index.key) && !stands(index)),

		async rest() {
			if (openOn === session.generation) {
				await abandon();
			}

			openOn = null;
			built.clear();
		},
	};
}
