import {setTimeout as pause} from 'node:timers/promises';
import {readBuildProgress} from '../../database/build-progress.ts';
import type {Session} from '../../database/session.ts';
import {refuseStopped} from './perform-steps.ts';
import type {StepEvent} from './step-event.ts';

export interface WatchedBuild {
	readonly session: Session;
	readonly statement: string;
	readonly title: string;
	/** A second connection that looks on; null where there is none. */
	readonly watcher: Session | null;
	/** The identity of the index that is being built. */
	readonly seen: (oid: number) => Promise<void>;
	readonly signal: AbortSignal;
}

/** How often the server is asked how far it is (ms). */
const lookEveryMs = 200;

/** Runs a CREATE INDEX, telling how far it is. Rejects with what the server said of it. */
export async function * watchBuild({session, statement, title, watcher, seen, signal}: WatchedBuild): AsyncGenerator<StepEvent, void, void> {
	const [row] = await session.query('select pg_catalog.pg_backend_pid() as pid');
	const backend = Number(row?.['pid']);
	refuseStopped(signal, title);
	const building = session.query(statement);
	const settled = building.then(() => true, () => true);
	// Some methods go through their phases in another order; a bar does not go back.
	let furthest = 0;
	for (;;) {
		if (await Promise.race([settled, pause(lookEveryMs, false)])) {
			await building;
			return;
		}

		const progress = watcher === null ? null : await readBuildProgress(watcher, backend).catch(() => null);
		if (progress?.index != null) {
			await seen(progress.index);
		}

		if (progress !== null) {
			furthest = Math.max(furthest, progress.fraction);
			yield {kind: 'step', title, fraction: furthest, at: progress.at === '' ? progress.phase : `${progress.phase}, ${progress.at}`};
		}
	}
}
