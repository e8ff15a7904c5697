import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Session} from '../database/session.ts';
import {buildIndex} from './build-index.ts';
import {explain} from './explain.ts';
import type {IndexUniverse, UniverseIndex} from './index-universe.ts';
import {planSwitch} from './plan-switch.ts';
import {rungOf} from './rung.ts';
import {switchOffSql} from './switch-sql.ts';
import type {Explain, Limits, Workbench} from './workbench.ts';

/**
 * Rung 1. One transaction stays open; proposed indexes are built in it once and then toggled like the others, each trial
 * inside a savepoint. An index built by our own transaction is usable in it at once: broken HOT chains (indcheckxmin)
 * need updated rows, and only rolled-back statements ever run here. Never committed: the transaction's end, however it
 * comes, leaves the database as it was.
 */
export function isolatedWorkbench(session: Session, universe: () => IndexUniverse, superuser: boolean): Workbench {
	const rung = rungOf(1);
	const built = new Map<string, UniverseIndex>();
	let openOn: number | null = null;

	const open = async () => {
		if (openOn === session.generation) {
			return;
		}

		built.clear();
		await session.script('BEGIN; SET LOCAL lock_timeout = \'1s\'; SET LOCAL idle_in_transaction_session_timeout = 0');
		openOn = session.generation;
	};

	/** One that was removed and proposed anew under the same name is another index. */
	const stands = (index: UniverseIndex) => openOn === session.generation && built.get(index.key)?.definition === index.definition;

	const build = async (index: UniverseIndex) => {
		if (stands(index)) {
			return;
		}

		const other = built.get(index.key);
		await session.script(`SAVEPOINT planflip_build; ${switchOffSql({drop: other === undefined ? [] : [other], hide: []})}`);
		try {
			await buildIndex(session, index);
			await session.script('RELEASE SAVEPOINT planflip_build');
		} catch (error) {
			await session.script('ROLLBACK TO SAVEPOINT planflip_build').catch(() => undefined);
			throw error;
		}

		built.set(index.key, index);
	};

	return {
		executes: () => true,

		async under<T>(configuration: IndexConfiguration, {statementMs}: Limits, work: (explain: Explain) => Promise<T>): Promise<T> {
			const change = planSwitch(configuration, universe(), rung, superuser);
			await open();
			for (const index of change.build) {
				await build(index);
			}

			const imagined = [...built.values()].filter(index => !configuration.on.has(index.key));
			const off = switchOffSql({drop: [...change.drop, ...imagined], hide: change.hide});
			await session.script(`SAVEPOINT planflip_trial; ${off} SET LOCAL statement_timeout = ${statementMs}; SET LOCAL transaction_read_only = on`);
			const generation = session.generation;
			try {
				return await work((subject, depth) => explain(session, subject, depth));
			} finally {
				if (session.generation === generation) {
					const plans = change.hide.length > 0 ? '; DISCARD PLANS' : '';
					await session.script(`ROLLBACK TO SAVEPOINT planflip_trial; RELEASE SAVEPOINT planflip_trial${plans}`).catch(() => {
						openOn = null;
					});
				}
			}
		},

		toBuild: configuration => universe().indexes.filter(index => !index.built && configuration.on.has(index.key) && !stands(index)),

		async rest() {
			if (openOn === session.generation) {
				await session.script('ROLLBACK').catch(() => undefined);
			}

			openOn = null;
			built.clear();
		},
	};
}
