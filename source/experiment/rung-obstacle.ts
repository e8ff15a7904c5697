import type {ExtensionFacts, HintPlanFacts, HypopgFacts} from '../database/extension-facts.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {RungNumber} from './rung.ts';

export interface RungGrounds {
	readonly facts: ServerFacts;
	readonly extensions: ExtensionFacts;
	/** The user owns some of the tables in question: DROP INDEX is allowed there. */
	readonly ownsTables: boolean;
	/** Roles that own tables in question, other than the user, those he is a member of, and superusers, whose membership nobody should be given. */
	readonly owners: readonly string[];
	/** Embedded, filled by planflip itself, or marked so by the user: nobody else depends on it. */
	readonly disposable: boolean;
	/** The user agreed that others may wait on a lock (--allow-blocking, or y on the screen). */
	readonly consentToBlock: boolean;
}

/** Why a rung cannot be used, and what would lift it: each remedy alone suffices, as a statement where one does it. */
export interface Obstacle {
	readonly reason: string;
	readonly remedies: readonly string[];
}

/** What a rung needs and does not have; null when it can be used. */
export function rungObstacle(number: RungNumber, grounds: RungGrounds): Obstacle | null {
	const {facts, extensions} = grounds;
	switch (number) {
		case 0: {
			return {reason: 'there is a database', remedies: ['planflip explain FILE reads plans from files']};
		}

		case 1: {
			return grounds.disposable
				? ownership(grounds) ?? writing(grounds)
				: {reason: 'this database is not marked disposable', remedies: ['--disposable, if nobody else depends on this database']};
		}

		case 2: {
			return facts.superuser ? writing(grounds) : {
				reason: `user ${facts.user} is not a superuser, and no GRANT lets anyone else write pg_index`,
				remedies: ['connect as a superuser'],
			};
		}

		case 3: {
			return hintObstacle(grounds, extensions.hintPlan);
		}

		case 4: {
			return hypopgObstacle(grounds, extensions.hypopg);
		}

		case 5: {
			return ownership(grounds) ?? (grounds.consentToBlock
				? writing(grounds)
				: {reason: 'it makes others wait on a lock, which you have not allowed', remedies: ['--allow-blocking']});
		}

		case 6: {
			return null;
		}
	}
}

function ownership({facts, ownsTables, owners}: RungGrounds): Obstacle | null {
	if (ownsTables || facts.superuser) {
		return null;
	}

	const grants = owners.slice(0, 3).map(owner => `GRANT ${quoteIdentifier(owner)} TO ${quoteIdentifier(facts.user)};`);
	return {reason: `user ${facts.user} does not own the tables`, remedies: [grants.length === 0 ? `connect as their owner, or ALTER TABLE ... OWNER TO ${quoteIdentifier(facts.user)};` : grants.join(' ')]};
}

function writing({facts}: RungGrounds): Obstacle | null {
	if (facts.inRecovery) {
		return {reason: 'the server is a standby: nothing can be written, not even to be rolled back', remedies: ['connect to the primary']};
	}

	return facts.readOnly
		? {reason: 'default_transaction_read_only is on: somebody wants nothing to be written here', remedies: ['PGOPTIONS=\'-c default_transaction_read_only=off\'']}
		: null;
}

function hintObstacle({facts}: RungGrounds, {available, loaded, disables}: HintPlanFacts): Obstacle | null {
	if (disables) {
		return null;
	}

	if (loaded) {
		return {
			reason: 'the pg_hint_plan that is loaded does not know DisableIndex',
			remedies: [facts.versionNumber < 180_000 ? 'pg_hint_plan 1.8 or later, which is for PostgreSQL 18' : 'update pg_hint_plan to 1.8 or later'],
		};
	}

	const load = `ALTER ROLE ${quoteIdentifier(facts.user)} SET session_preload_libraries = 'pg_hint_plan';`;
	return available === null
		? {reason: 'pg_hint_plan is not loaded, and the server does not list it', remedies: [`install pg_hint_plan 1.8 or later (PostgreSQL 18) on the server, then ${load}`]}
		: {reason: `pg_hint_plan ${available} is there, but not loaded`, remedies: [load]};
}

function hypopgObstacle({facts}: RungGrounds, {available, installed, schema, imagines, hides, problem}: HypopgFacts): Obstacle | null {
	const user = quoteIdentifier(facts.user);
	if (hides) {
		return null;
	}

	if (installed === null) {
		return available === null
			? {reason: 'the server does not have HypoPG', remedies: ['install HypoPG 1.4 or later on the server (Debian: postgresql-NN-hypopg), then CREATE EXTENSION hypopg;']}
			: {
				reason: `HypoPG ${available} is there, but not in database ${facts.database}`,
				remedies: [mayHide(available) ? 'CREATE EXTENSION hypopg;' : 'update HypoPG on the server to 1.4 or later, then CREATE EXTENSION hypopg;'],
			};
	}

	if (problem !== null) {
		return {
			reason: `HypoPG ${installed} does not answer: ${problem}`,
			remedies: [`GRANT USAGE ON SCHEMA ${schema ?? 'public'} TO ${user}; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema ?? 'public'} TO ${user};`],
		};
	}

	return {
		reason: `HypoPG ${installed} hides no indexes${imagines ? ' (it imagines new ones)' : ''}`,
		remedies: [available !== null && mayHide(available) ? 'ALTER EXTENSION hypopg UPDATE;' : 'update HypoPG on the server to 1.4 or later, then ALTER EXTENSION hypopg UPDATE;'],
	};
}

/** hypopg_hide_index came with 1.4.0. */
function mayHide(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > 1 || (major === 1 && minor >= 4);
}
