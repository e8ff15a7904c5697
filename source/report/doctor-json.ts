import type {Diagnosis} from '../experiment/diagnosis.ts';

/** `doctor --json`: the server, the ways of switching indexes (best first), what bears on measuring, what is in force. */
export function doctorJson({label, facts, disposable, ownsTables, rungs, limitations, safety}: Diagnosis): object {
	return {
		server: {label, version: facts.version, versionNumber: facts.versionNumber, engine: facts.engine, database: facts.database, standby: facts.inRecovery},
		user: {name: facts.user, superuser: facts.superuser, ownsTables},
		disposable,
		rungs: rungs.map(({rung, obstacle, chosen}) => ({
			number: rung.number,
			badge: rung.badge,
			meaning: rung.meaning,
			newIndexes: rung.newIndexes,
			usable: obstacle === null,
			chosen,
			...(obstacle === null ? {} : {lacks: obstacle.reason, remedies: obstacle.remedies}),
		})),
		limitations,
		safety: Object.fromEntries(safety),
	};
}
