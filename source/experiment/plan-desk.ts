import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {PlanflipError} from '../errors.ts';
import {groupBy} from '../text/group-by.ts';
import type {Explained} from './explain.ts';
import {stopIfAborted} from './execute-side.ts';
import type {Subject} from './run.ts';
import type {Limits, Workbench} from './workbench.ts';

/** One statement under one configuration. */
export interface PlanRequest {
	readonly subject: Subject;
	readonly configuration: IndexConfiguration;
}

/** Where many plans are asked for, in any order. */
export interface PlanDesk {
	/** Planned only. What is asked for in one turn of the event loop is planned configuration by configuration; the same object is the same one. */
	readonly plan: (request: PlanRequest) => Promise<Explained>;
	/** EXPLAINs, and how often a configuration was switched to for them. */
	readonly done: () => {readonly explains: number; readonly switches: number};
}

export interface DeskParts {
	readonly workbench: () => Pick<Workbench, 'under'>;
	/** For one EXPLAIN, and for the locks it needs. */
	readonly limits: () => Limits;
	readonly signal: () => AbortSignal;
	readonly clock: {readonly ms: () => number};
}

/** Under one configuration no longer than this (ms): where a switch makes others wait, they wait for so long, or for one EXPLAIN. */
const longestTurnMs = 200;

interface Asked extends PlanRequest {
	readonly answer: (explained: Explained) => void;
	readonly refuse: (error: unknown) => void;
}

export function planDesk({workbench, limits, signal, clock}: DeskParts): PlanDesk {
	let waiting: Asked[] = [];
	let busy = false;
	let explains = 0;
	let switches = 0;

	/** Those that are left when the time is up. One that fails ends the transaction: the others have the next. */
	const turn = async (some: readonly Asked[]): Promise<readonly Asked[]> => {
		const left = [...some];
		let current: Asked | undefined;
		switches++;
		try {
			stopIfAborted(signal());
			await workbench().under(some[0]?.configuration ?? {kind: 'IndexConfiguration', on: new Set()}, limits(), async explain => {
				const start = clock.ms();
				do {
					stopIfAborted(signal());
					current = left.shift();
					if (current !== undefined) {
						explains++;
						current.answer(await explain(current.subject, 'plan'));
					}

					current = undefined;
				} while (left.length > 0 && clock.ms() - start < longestTurnMs);
			});
			return left;
		} catch (error) {
			// Refused before anything was planned, or by what ends everything: all are.
			const all = current === undefined || signal().aborted || (error instanceof PlanflipError && error.kind === 'connection');
			for (const {refuse} of all ? [...(current === undefined ? [] : [current]), ...left] : [current].filter(one => one !== undefined)) {
				refuse(error);
			}

			return all ? [] : left;
		}
	};

	const work = async () => {
		while (waiting.length > 0) {
			const batch = waiting;
			waiting = [];
			for (const group of groupBy(batch, ({configuration}) => configuration).values()) {
				for (let left: readonly Asked[] = group; left.length > 0;) {
					left = await turn(left);
				}
			}

			// Whoever was answered asks on before the next batch.
			await nextTurn();
		}

		busy = false;
	};

	return {
		done: () => ({explains, switches}),
		plan: async request => new Promise((answer, refuse) => {
			waiting.push({...request, answer, refuse});
			if (!busy) {
				busy = true;
				void nextTurn().then(work);
			}
		}),
	};
}

async function nextTurn(): Promise<void> {
	return new Promise(resolve => {
		setImmediate(resolve);
	});
}
