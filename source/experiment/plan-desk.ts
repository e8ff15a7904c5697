import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {PlanflipError} from '../errors.ts';
import {groupBy} from '../text/group-by.ts';
import {unknownOf} from './explain-generic.ts';
import type {Explained} from './explain.ts';
import {stopIfAborted} from './execute-side.ts';
import {nextTurn} from './next-turn.ts';
import {plannedTooLong} from './planned-too-long.ts';
import type {Subject} from './run.ts';
import type {Limits, PlanningTogether, Workbench} from './workbench.ts';

/** One statement under one configuration. */
export interface PlanRequest {
	readonly subject: Subject;
	readonly configuration: IndexConfiguration;
}

/** Where many plans are asked for, in any order. */
export interface PlanDesk {
	/** Planned only. What is asked for in one turn of the event loop is planned together, configuration by configuration; the same object is the same one. */
	readonly plan: (request: PlanRequest) => Promise<Explained>;
	/** EXPLAINs, and how often a configuration was switched to for them. */
	readonly done: () => {readonly explains: number; readonly switches: number};
}

export interface DeskParts {
	readonly workbench: () => Pick<Workbench, 'under' | 'together'>;
	/** For one EXPLAIN, and for the locks it needs. */
	readonly limits: () => Limits;
	readonly signal: () => AbortSignal;
	readonly clock: {readonly ms: () => number};
}

/** Under one configuration no longer than this (ms): where a switch makes others wait, they wait for so long, or for one EXPLAIN. */
const longestTurnMs = 200;

/** What is planned in one round trip takes about so long (ms): whoever stops the work waits for it. */
const portionMs = 50;
const mostInPortion = 64;

interface Asked extends PlanRequest {
	readonly answer: (explained: Explained) => void;
	readonly refuse: (error: unknown) => void;
}

export function planDesk({workbench, limits, signal, clock}: DeskParts): PlanDesk {
	let waiting: Asked[] = [];
	let busy = false;
	let explains = 0;
	let switches = 0;
	/** What could not be planned in time is not tried again, under no other indexes either. */
	const tooLong = new WeakMap<Subject, PlanflipError>();
	/** EXPLAINs of one round trip, as many as proved to be soon done. */
	let portion = 4;

	const refused = ({subject, refuse}: Asked): boolean => {
		const late = tooLong.get(subject);
		if (late !== undefined) {
			refuse(late);
		}

		return late !== undefined;
	};

	/** As many together as can be. Those that are left were not answered: each of them is to tell why. */
	const inPortions = async (groups: readonly (readonly Asked[])[]): Promise<readonly (readonly Asked[])[]> => {
		const {together} = workbench();
		if (together === undefined) {
			return groups;
		}

		// In the order in which they came: whoever asks knows which have most of their indexes in common.
		const asked = groups.filter(([first]) => first !== undefined && canTake(together, first.configuration)).flat().filter(({subject}) => unknownOf(subject.parameters).length === 0);
		const answered = new Set<Asked>();
		while (asked.length > 0 && !signal().aborted) {
			const some = asked.splice(0, portion);
			const turns = [...groupBy(some, ({configuration}) => configuration)].map(([configuration, all]) => ({configuration, all}));
			const order = turns.flatMap(({all}) => all);
			let at = 0;
			const start = clock.ms();
			switches += turns.length;
			try {
				await together.plan(turns.map(({configuration, all}) => ({configuration, subjects: all.map(({subject}) => subject)})), limits(), explained => {
					const one = order[at++];
					if (one !== undefined) {
						explains++;
						answered.add(one);
						one.answer(explained);
					}
				});
			} catch (error) {
				// Which one it was, and whether the others can be planned, is found out by itself; but what took all the time that one has is not planned again.
				const one = order[at];
				const late = plannedTooLong(error, limits(), clock.ms() - start);
				if (one !== undefined && late !== null && !signal().aborted) {
					tooLong.set(one.subject, late);
				}
			}

			const took = clock.ms() - start;
			portion = took < portionMs / 2 ? Math.min(mostInPortion, portion * 2) : took > portionMs ? Math.max(1, Math.floor(portion / 2)) : portion;
		}

		return groups.map(group => group.filter(one => !answered.has(one))).filter(group => group.length > 0);
	};

	/** Those that are left when the time is up. One that fails ends the transaction: the others have the next. */
	const turn = async (some: readonly Asked[]): Promise<readonly Asked[]> => {
		const left = some.filter(one => !refused(one));
		if (left.length === 0) {
			return left;
		}

		let current: Asked | undefined;
		let since = clock.ms();
		switches++;
		try {
			stopIfAborted(signal());
			await workbench().under(some[0]?.configuration ?? {kind: 'IndexConfiguration', on: new Set()}, limits(), async explain => {
				const start = clock.ms();
				do {
					stopIfAborted(signal());
					current = left.shift();
					since = clock.ms();
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
			const late = current === undefined || signal().aborted ? null : plannedTooLong(error, limits(), clock.ms() - since);
			if (current !== undefined && late !== null) {
				tooLong.set(current.subject, late);
			}

			for (const {refuse} of all ? [...(current === undefined ? [] : [current]), ...left] : [current].filter(one => one !== undefined)) {
				refuse(late ?? error);
			}

			return all ? [] : left;
		}
	};

	const work = async () => {
		while (waiting.length > 0) {
			const batch = waiting.filter(one => !refused(one));
			waiting = [];
			for (const group of await inPortions([...groupBy(batch, ({configuration}) => configuration).values()])) {
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

/** What the rung cannot switch is refused to whoever asks for it by itself. */
function canTake(together: PlanningTogether, configuration: IndexConfiguration): boolean {
	try {
		return together.takes(configuration);
	} catch {
		return false;
	}
}

