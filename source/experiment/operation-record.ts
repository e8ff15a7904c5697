import type {OperationDelta, OperationRun, RouteDelta} from './operation-run.ts';
import type {DatabaseName} from './run-record.ts';

/** The other half of an operation measured in turns under two configurations, by its id. */
export type OperationTurns =
	| {readonly role: 'current'; readonly baseline: string; readonly routes: readonly RouteDelta[]}
	| {readonly role: 'baseline'; readonly current: string};

/** An operation's run as it is kept: all that it takes to report it again without its database. */
export interface OperationRecord {
	readonly kind: 'OperationRecord';
	/** Eight hexadecimal digits. */
	readonly id: string;
	readonly database: DatabaseName;
	readonly run: OperationRun;
	/** null: measured alone. */
	readonly turns: OperationTurns | null;
}

/** What is kept of a measurement: its run, and the baseline's where there was one, each naming the other. */
export function recordOperation(run: OperationRun, delta: OperationDelta | null, database: DatabaseName, newId: () => string): readonly [OperationRecord, ...OperationRecord[]] {
	const id = newId();
	if (delta === null) {
		return [{kind: 'OperationRecord', id, database, run, turns: null}];
	}

	const baseline = newId();
	return [
		{kind: 'OperationRecord', id, database, run, turns: {role: 'current', baseline, routes: delta.routes}},
		{kind: 'OperationRecord', id: baseline, database, run: delta.baseline, turns: {role: 'baseline', current: id}},
	];
}
