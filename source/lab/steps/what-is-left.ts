import {readIndexNow} from '../../database/read-index-now.ts';
import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';
import {type FailedBuild, whyNotBegun} from './failed-build.ts';
import type {Place} from './open-place.ts';
import type {IndexToBuild} from './index-to-build.ts';

export interface BuildState {
	readonly builds: readonly IndexToBuild[];
	readonly finished: ReadonlySet<IndexToBuild>;
	/** Refused by the server, before what ended it all. */
	readonly failed: readonly FailedBuild[];
}

/** The letter of a build that did not end well: what was built, what is left INVALID, what was not begun, and how to go on. */
export async function whatIsLeft(error: unknown, place: Place, {builds, finished, failed}: BuildState): Promise<unknown> {
	if (!(error instanceof PlanflipError) || error.kind === 'bug') {
		return error;
	}

	const failing = builds.find(one => !finished.has(one) && whyNotBegun(one, failed) === null);
	const doubtful = builds.filter(one => one.frame || !finished.has(one));
	const states = place.embedded && error.kind === 'cancelled' ? unasked(doubtful, finished, failing) : await lookAt(place, error, doubtful);
	const frames = new Set(states.filter(({state}) => state === 'frame').map(({one}) => one));
	const built = [...finished].filter(one => !frames.has(one)).map(({name}) => name);
	const inState = (wanted: State) => states.filter(({state}) => state === wanted).map(({one}) => one);
	const names = (state: State) => inState(state).map(({name}) => name);
	const lines = [
		...(built.length === 0 ? ['Nothing was built.'] : sentence('Built', built)),
		...failed.map(({name, lines: [said = '']}) => `${name} could not be built: ${said}`),
		...sentence('A frame for the partitions\' indexes, INVALID until each of them has its part', names('frame')),
		...sentence('Left INVALID, which Postgres does not use but every write maintains', names('invalid')),
		...sentence('Built too, although nobody heard of its end', inState('valid').filter(one => !finished.has(one)).map(({name}) => name)),
		...sentence('Under way, and not seen to its end', names('unseen')),
		...sentence('Of this the server could not be asked', names('unknown')),
		...sentence('Not there', names('absent')),
		'planflip apply-indexes goes on from here, and drops first what is left INVALID; planflip rollback takes back what was built.',
	];
	return new PlanflipError(error.kind, {
		message: error.kind === 'cancelled' ? `apply-indexes was stopped${failing === undefined ? '' : ` at ${failing.name}`}.` : (failing === undefined ? error.message : `${failing.name} could not be built: ${error.message}`),
		where: error.where,
		hint: [...(error.hint === undefined || error.kind === 'cancelled' ? [] : [error.hint]), ...lines].join('\n'),
		sqlState: error.sqlState,
		cause: error,
	});
}

type State = 'valid' | 'invalid' | 'frame' | 'absent' | 'unseen' | 'unknown';

type States = ReadonlyArray<{readonly one: IndexToBuild; readonly state: State}>;

/** The embedded PostgreSQL was stopped with the build, and would have to start again to be asked: what was not begun is not there, and of one the end was not seen. */
function unasked(builds: readonly IndexToBuild[], finished: BuildState['finished'], failing: IndexToBuild | undefined): States {
	return builds.map(one => ({one, state: finished.has(one) ? 'frame' : one === failing ? 'unseen' : 'absent'}));
}

async function lookAt({session}: Place, error: PlanflipError, builds: readonly IndexToBuild[]): Promise<States> {
	try {
		if (error.kind === 'connection') {
			await session.reconnect();
		}

		return await Promise.all(builds.map(async one => ({one, state: await stateOf(session, one)})));
	} catch {
		return builds.map((one, at) => ({one, state: at === 0 ? 'unknown' : 'absent'}));
	}
}

async function stateOf(session: Session, {schema, name}: IndexToBuild): Promise<State> {
	const now = await readIndexNow(session, schema, name);
	return now === null ? 'absent' : (now.valid ? 'valid' : (now.partitioned ? 'frame' : 'invalid'));
}

function sentence(what: string, names: readonly string[]): readonly string[] {
	return names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`];
}
