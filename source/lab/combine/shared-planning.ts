import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {nextTurn} from '../../experiment/next-turn.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import type {Subject} from '../../experiment/run.ts';
import type {Mask} from '../../lattice/mask.ts';
import type {Planned, PlanUnder} from '../../lattice/planned.ts';
import {shareConfigurations, type Wanted} from '../../lattice/share-configurations.ts';
import type {Plan} from '../../plan/plan.ts';

export interface SharingParts {
	readonly desk: PlanDesk;
	/** Every toggle on. */
	readonly all: Mask;
	/** The same object for the same mask. */
	readonly configuration: (on: Mask) => IndexConfiguration;
	readonly read: (plan: Plan) => Planned;
}

interface Asked extends Wanted {
	readonly subject: Subject;
	readonly answer: (planned: Planned) => void;
	readonly refuse: (error: unknown) => void;
}

/** Plans entries that each mind some of the toggles only: what they ask while others are planned is put together under few configurations. */
export function sharedPlanning({desk, all, configuration, read}: SharingParts): (subject: Subject) => PlanUnder {
	let waiting: Asked[] = [];
	let busy = false;

	const work = async () => {
		for (await nextTurn(); waiting.length > 0; await nextTurn()) {
			const batch = waiting;
			waiting = [];
			await Promise.all(shareConfigurations(batch, all).flatMap(({on, answers}) => answers.map(async ({subject, answer, refuse}) => {
				try {
					answer(read((await desk.plan({subject, configuration: configuration(on)})).plan));
				} catch (error) {
					refuse(error);
				}
			})));
		}

		busy = false;
	};

	return subject => async (on, matters = all) => new Promise((answer, refuse) => {
		waiting.push({on, matters, subject, answer, refuse});
		if (!busy) {
			busy = true;
			void work();
		}
	});
}
