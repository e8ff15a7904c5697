import type {Journey} from '../support/journey.ts';
import {card} from '../support/journey.ts';
import type {PtyProgram} from '../support/pty.ts';

export type WorkRung = 1 | 2 | 3 | 4 | 5;

export interface Work {
	readonly program: PtyProgram;
	/** On the screen, its keys pressed; otherwise `planflip run`. */
	readonly onScreen: boolean;
	/** What was started, for a failure's message. */
	readonly what: string;
	/** No more keys. */
	readonly rest: () => void;
}

const consent: Record<WorkRung, readonly string[]> = {1: ['--disposable'], 2: [], 3: [], 4: [], 5: ['--allow-blocking']};
/** Proposed indexes are built on rungs 1 and 5; 2 and 3 can only hide; on 4 a run plans once and then executes what is there: it is flipped on the screen. */
const specs: Record<WorkRung, readonly string[]> = {
	1: ['bare', 'optimized', 'all', '-idx_shots_scene_id,-idx_shots_scene_number'],
	2: ['bare', '-idx_shots_scene_id,-idx_shots_scene_number', '-shots_pkey'],
	3: ['bare', '-idx_shots_scene_id,-idx_shots_scene_number', '-shots_pkey'],
	4: [],
	5: ['bare', 'optimized', '-idx_shots_scene_id,-idx_shots_scene_number'],
};
const entries = ['shots-of-a-scene', 'shots-by-type', 'projects-with-counts', 'shot-with-ownership'];
/** Flips, undoes, presets, moves, cancels, measures again. */
const keys = ['space', 'space', 'space', 'j', 'k', 'down', 'up', '1', '2', '2', 'u', 'P', 'enter', 'r', 'escape'];

/** planflip, as users have it, busy flipping and measuring without end. */
export function planflipAtWork({onScreen, catalog}: Journey, rung: WorkRung, url: string, dice: () => number): Work {
	const one = <T>(things: readonly T[]) => things[Math.floor(dice() * things.length)] ?? things[0]!;
	const how = ['--rung', String(rung), ...consent[rung]];
	const env = {DATABASE_URL: url};
	if (rung === 4 || dice() < 0.25) {
		const program = onScreen(how, {env});
		const pressing = setInterval(() => {
			program.press(one(keys));
		}, 60);
		const rest = () => {
			clearInterval(pressing);
		};
		void program.exit.then(rest);
		return {program, onScreen: true, what: `the screen on rung ${rung}`, rest};
	}

	// Half of them spend their time inside one statement, half between many short ones.
	const long = dice() < 0.5;
	const folder = long
		? ['--catalog', catalog({'crowd.sql': card('crowd', 'select count(*) from shots a join shots b using (scene_id) join shots c using (scene_id)')})]
		: [];
	const args = ['run', long ? 'crowd' : one(entries), '--indexes', long ? 'bare' : one(specs[rung]), '--runs', '100', ...how, ...folder];
	return {program: onScreen(args, {env}), onScreen: false, what: args.join(' '), rest: () => undefined};
}
