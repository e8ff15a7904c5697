import type {RowCounts} from '../../seeds/seed-table.ts';
import {PlanflipError} from '../errors.ts';

/** How many rows each table gets. Every parent has the same number of children. */
export interface Scale extends RowCounts {
	/** `small`, `standard`, or N for N times standard. */
	readonly name: string;
}

const standard: RowCounts = {users: 100, projects: 500, scenes: 10_000, characters: 7_500, shots: 100_000};
const largest = 1000;

/**
 * Reads `--scale`: small, standard, or a whole number N of 1 to 1000, N times standard.
 * @throws PlanflipError usage
 */
export function parseScale(text: string): Scale {
	if (text === 'small') {
		return {name: 'small', users: 10, projects: 50, scenes: 500, characters: 1000, shots: 5000};
	}

	const times = text === 'standard' ? 1 : /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
	if (times < 1 || times > largest) {
		throw new PlanflipError('usage', {
			message: `There is no scale "${text}".`,
			where: `--scale ${text}`,
			hint: `Write small (7 thousand rows), standard (118 thousand), or N for N times standard (1 to ${largest}).`,
		});
	}

	return {
		name: times === 1 ? 'standard' : String(times),
		users: standard.users * times,
		projects: standard.projects * times,
		scenes: standard.scenes * times,
		characters: standard.characters * times,
		shots: standard.shots * times,
	};
}

/** Rows of all tables together. */
export function rowTotal({users, projects, scenes, characters, shots}: Scale): number {
	return users + projects + scenes + characters + shots;
}
