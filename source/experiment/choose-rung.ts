import {PlanflipError} from '../errors.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import {type Rung, type RungNumber, rungOf} from './rung.ts';

export interface RungGrounds {
	readonly facts: ServerFacts;
	/** The user owns some of the tables in question: DROP INDEX is allowed there. */
	readonly ownsTables: boolean;
	/** Embedded, filled by planflip itself, or marked so by the user: nobody else depends on it. */
	readonly disposable: boolean;
	/** The user agreed that others may wait on a lock (--allow-blocking, or y on the screen). */
	readonly consentToBlock: boolean;
}

/** What each rung needs and does not have; null when it can be used. */
export function rungObstacle(number: RungNumber, grounds: RungGrounds): string | null {
	const {facts} = grounds;
	switch (number) {
		case 0: {
			return 'there is a database';
		}

		case 1: {
			if (!grounds.disposable) {
				return 'this database is not marked disposable (--disposable says that nobody else depends on it)';
			}

			return grounds.ownsTables || facts.superuser ? standbyObstacle(facts) : `user ${facts.user} does not own the tables`;
		}

		case 2: {
			return facts.superuser ? standbyObstacle(facts) : `user ${facts.user} is not a superuser, and no GRANT lets anyone else write pg_index`;
		}

		case 5: {
			if (!grounds.ownsTables && !facts.superuser) {
				return `user ${facts.user} does not own the tables`;
			}

			return grounds.consentToBlock ? standbyObstacle(facts) : 'it makes others wait on a lock, which you have not allowed (--allow-blocking)';
		}

		case 6: {
			return null;
		}
	}
}

function standbyObstacle(facts: ServerFacts): string | null {
	return facts.inRecovery ? 'the server is a standby: nothing can be written, not even to be rolled back' : null;
}

/** The lowest rung that the server and the user allow, or the wished one; a wish that cannot be is a permission error. */
export function chooseRung(grounds: RungGrounds, wish: RungNumber | null = null): Rung {
	if (wish !== null) {
		const obstacle = rungObstacle(wish, grounds);
		if (obstacle !== null) {
			throw new PlanflipError('permission', {
				message: `rung ${wish} (${rungOf(wish).badge}) cannot be used: ${obstacle}`,
				hint: 'leave --rung away to take the best that this server allows',
			});
		}

		return rungOf(wish);
	}

	const ladder = [1, 2, 5] as const;
	return rungOf(ladder.find(number => rungObstacle(number, grounds) === null) ?? 6);
}

/** Why indexes cannot be switched at all, and what would change that: one line a way, for rung 6. */
export function waysUp(grounds: RungGrounds): readonly string[] {
	return ([1, 2, 5] as const).flatMap(number => {
		const obstacle = rungObstacle(number, grounds);
		return obstacle === null ? [] : [`${rungOf(number).badge}: ${obstacle}`];
	});
}
