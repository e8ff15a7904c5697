import {mkdir, readdir, rename, rmdir} from 'node:fs/promises';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {ownFolder} from './kept-database.ts';
import {makeFolder} from './make-folder.ts';
import {fateOf, ownerIn} from './owner-mark.ts';
import {codeOf, reasonOf} from './reason-of.ts';
import {stateFolder} from './state-folder.ts';

export interface PersistentRequest {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly home: string;
	/** One database for each: `small-seed-1`. */
	readonly name: string;
	/** Whether to begin an empty one where there is none. */
	readonly create: boolean;
}

/** A data folder that is ours until it is released. */
export interface PersistentClaim {
	/** To be opened by PGlite; empty when it was just made. */
	readonly folder: string;
	/** Where it lies when nobody uses it: its name for people, and what it is known by. */
	readonly place: string;
	/** What the user should know; null when all is as usual. */
	readonly note: string | null;
	/** Never rejects. */
	release(): Promise<void>;
}

const attempts = 5;

/**
 * The one embedded database that the steps share from one invocation to the next, unlike `run` and the screen, which each open a copy.
 *
 * Its folder is called `name` while nobody uses it, and `name~host~pid~start~id` while somebody does: renaming is the lock. Of two who try
 * one finds nothing; and what a killed process held says so by its name, and is taken over as it is: PostgreSQL recovers from its
 * write-ahead log.
 * Rejects with a letter: in use, not there, or no right to it.
 */
export async function claimPersistent({env, home, name, create}: PersistentRequest): Promise<PersistentClaim> {
	const base = databasesFolder(env, home);
	const place = path.join(base, name);
	const mine = ownFolder(base, name);
	try {
		for (let attempt = 0; attempt < attempts; attempt++) {
			if (await renamed(place, mine)) {
				await refuseRival(base, name, mine);
				return claim(mine, place, null);
			}

			const holders = await heldFolders(base, name);
			const running = holders.find(holder => fateOf(holder.owner) !== 'gone');
			if (running !== undefined) {
				throw inUse(running, place);
			}

			const [left] = holders;
			if (left !== undefined) {
				if (await renamed(path.join(base, left.name), mine)) {
					return claim(mine, place, `A planflip had been killed at work on this database (process ${left.owner.pid}): it recovers.`);
				}
			} else if (create) {
				await makeFolder(base, 0o700);
				await mkdir(place, {mode: 0o700}).catch(ignoreExisting);
			} else {
				throw missing(place, await restingIn(base));
			}
		}
	} catch (error) {
		throw error instanceof PlanflipError ? error : new PlanflipError('permission', {
			message: `The embedded database of the steps cannot be reached: ${reasonOf(error)}.`, where: place, hint: 'XDG_STATE_HOME=/path names another place.', cause: error,
		});
	}

	throw new PlanflipError('permission', {message: 'Other planflips take the embedded database of the steps again and again.', where: place, hint: 'Try again when they are done.'});
}

/** Whether a database of this name was begun, in use or not. */
export async function persistentExists(env: PersistentRequest['env'], home: string, name: string): Promise<boolean> {
	return (await restingIn(databasesFolder(env, home))).includes(name);
}

/** Where the database of this name lies when nobody uses it. */
export function persistentPlace(env: PersistentRequest['env'], home: string, name: string): string {
	return path.join(databasesFolder(env, home), name);
}

function databasesFolder(env: PersistentRequest['env'], home: string): string {
	return path.join(stateFolder(env, home), 'databases');
}

function claim(folder: string, place: string, note: string | null): PersistentClaim {
	return {
		folder,
		place,
		note,
		async release() {
			// Should somebody have begun another one meanwhile, ours stays under our name: nothing is lost, and the next one tells.
			await rename(folder, place).catch(() => undefined);
		},
	};
}

/** Two who begin an empty one at the same moment: both give way, unless one was earlier. */
async function refuseRival(base: string, name: string, mine: string): Promise<void> {
	const rival = (await heldFolders(base, name)).find(holder => path.join(base, holder.name) !== mine && fateOf(holder.owner) === 'runs');
	if (rival === undefined) {
		return;
	}

	// Only an empty one can be given up; anything else was ours by right.
	if (await rmdir(mine).then(() => true, () => false)) {
		throw inUse(rival, path.join(base, name));
	}
}

interface HeldFolder {
	readonly name: string;
	readonly owner: NonNullable<ReturnType<typeof ownerIn>>;
}

async function heldFolders(base: string, name: string): Promise<readonly HeldFolder[]> {
	const names = await readdir(base).catch(() => []);
	return names.filter(each => each.startsWith(`${name}~`)).flatMap(each => {
		const owner = ownerIn(each);
		return owner === null ? [] : [{name: each, owner}];
	});
}

async function restingIn(base: string): Promise<readonly string[]> {
	return (await readdir(base).catch(() => [])).map(each => each.split('~')[0] ?? each).filter((each, at, all) => !each.startsWith('.') && all.indexOf(each) === at).sort();
}

async function renamed(from: string, to: string): Promise<boolean> {
	return rename(from, to).then(() => true, (error: unknown) => {
		if (codeOf(error) === 'ENOENT') {
			return false;
		}

		throw error;
	});
}

function ignoreExisting(error: unknown): void {
	if (codeOf(error) !== 'EEXIST') {
		throw error;
	}
}

function inUse({name, owner}: HeldFolder, place: string): PlanflipError {
	return fateOf(owner) === 'unknown'
		? new PlanflipError('permission', {
			message: 'The embedded database of the steps is in use on another machine, or was when that one went down.',
			where: place,
			hint: `If nobody works on it there, rename ${path.join(path.dirname(place), name)} to ${path.basename(place)}.`,
		})
		: new PlanflipError('permission', {
			message: `Another planflip is at work on the embedded database of the steps (process ${owner.pid}).`,
			where: place,
			hint: 'Wait until it is done, or take a database of its own: another --scale or --seed, or XDG_STATE_HOME.',
		});
}

function missing(place: string, others: readonly string[]): PlanflipError {
	return new PlanflipError('usage', {
		message: 'The embedded database of the steps is not set up.',
		where: place,
		hint: `planflip setup makes it.${others.length === 0 ? '' : ` With other --scale or --seed there are: ${others.join(', ')}.`} DATABASE_URL works on a server instead.`,
	});
}
