import {PlanflipError} from '../errors.ts';
import {type RungGrounds, rungObstacle} from './rung-obstacle.ts';
import {type Rung, type RungNumber, rungOf} from './rung.ts';

/** Best first. Whoever has allowed that others wait wants times, and prefers them to plans alone. */
export function ladderFor({consentToBlock}: RungGrounds): readonly RungNumber[] {
	return consentToBlock ? [1, 2, 3, 5, 4, 6] : [1, 2, 3, 4, 5, 6];
}

/** The lowest rung that the server and the user allow, or the wished one; a wish that cannot be is a permission error. */
export function chooseRung(grounds: RungGrounds, wish: RungNumber | null = null): Rung {
	const {imagines} = grounds.extensions.hypopg;
	const obstacle = wish === null ? null : rungObstacle(wish, grounds);
	if (wish !== null && obstacle !== null) {
		throw new PlanflipError('permission', {
			message: `rung ${wish} (${rungOf(wish).badge}) cannot be used: ${obstacle.reason}`,
			hint: `What would help: ${either(obstacle.remedies)}. Without --rung planflip takes the best that this server allows.`,
		});
	}

	return rungOf(wish ?? ladderFor(grounds).find(number => rungObstacle(number, grounds) === null) ?? 6, imagines);
}

/** What the ways of switching that are better than this one lack, and what would change that: one line a way. Any that measures is better than plans. */
export function waysUp(grounds: RungGrounds, {number: chosen}: Rung): readonly string[] {
	const ladder = ladderFor(grounds);
	return ladder.filter((number, at) => at < ladder.indexOf(chosen) || (chosen === 4 && number === 5)).flatMap(number => {
		const obstacle = rungObstacle(number, grounds);
		return obstacle === null ? [] : [`${rungOf(number).badge}: ${obstacle.reason}; ${either(obstacle.remedies)}`];
	});
}

/** A statement among them keeps its semicolons, but for the one at its end: the sentence goes on. */
function either(remedies: readonly string[]): string {
	return remedies.map(remedy => remedy.replace(/;$/, '')).join('; or ');
}
