import type {ServerFacts} from '../database/server-facts.ts';
import type {ServerSettings} from '../database/server-settings.ts';
import {ladderFor} from './choose-rung.ts';
import {limitations, type Limitation} from './limitations.ts';
import {type Obstacle, type RungGrounds, rungObstacle} from './rung-obstacle.ts';
import {type Rung, rungOf} from './rung.ts';

/** One way of switching indexes: usable, or what it lacks. */
export interface RungReport {
	readonly rung: Rung;
	readonly obstacle: Obstacle | null;
	/** It is the one that planflip takes. */
	readonly chosen: boolean;
}

/** What a server allows, what it lacks, and what stands in the way of measuring. */
export interface Diagnosis {
	readonly kind: 'Diagnosis';
	/** `user@host:5432/database`. */
	readonly label: string;
	readonly facts: ServerFacts;
	readonly disposable: boolean;
	readonly ownsTables: boolean;
	/** Best first. */
	readonly rungs: readonly RungReport[];
	readonly limitations: readonly Limitation[];
	/** In force on every trial, whatever the server's own settings say. */
	readonly safety: ReadonlyArray<readonly [name: string, value: string]>;
}

export function diagnose(label: string, grounds: RungGrounds, chosen: Rung, settings: ServerSettings): Diagnosis {
	const {facts, extensions, disposable, ownsTables} = grounds;
	return {
		kind: 'Diagnosis',
		label,
		facts,
		disposable,
		ownsTables,
		rungs: ladderFor(grounds).map(number => ({
			rung: number === chosen.number ? chosen : rungOf(number, extensions.hypopg.imagines),
			obstacle: rungObstacle(number, grounds),
			chosen: number === chosen.number,
		})),
		limitations: limitations(facts, extensions, settings),
		safety: safetyOf(facts, settings, chosen),
	};
}

function safetyOf({engine}: ServerFacts, {settings}: ServerSettings, {number}: Rung): Diagnosis['safety'] {
	const own = (name: string): ReadonlyArray<readonly [string, string]> => settings.has(name) ? [[name, settings.get(name) ?? '']] : [];
	return [
		['transaction_read_only', 'on for everything tried; each trial is rolled back'],
		...(engine === 'pglite' ? [] : [
			['lock_timeout', number === 1 ? '1s' : '100ms, one retry, then planflip gives way'],
			['statement_timeout', number === 5 ? 'the whole transaction keeps to one second' : '3 times the best known time, 5s to 30s'],
			...own('idle_in_transaction_session_timeout'),
			...own('client_connection_check_interval'),
			...own('application_name'),
		] satisfies Array<readonly [string, string]>),
	];
}
