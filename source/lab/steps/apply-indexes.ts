import {readIdentity} from '../../database/read-identity.ts';
import {readIndexNow} from '../../database/read-index-now.ts';
import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';
import {randomUUID} from 'node:crypto';
import {appliedLedger, type AppliedLedger} from './applied-ledger.ts';
import type {ApplyRequest} from './apply-request.ts';
import {atPlace} from './at-place.ts';
import {dropLeftover, dropLeftoverSql} from './drop-leftover.ts';
import {failedBuild, type FailedBuild, whyNotBegun} from './failed-build.ts';
import type {Place} from './open-place.ts';
import {performSteps, type Step} from './perform-steps.ts';
import type {IndexToBuild} from './index-to-build.ts';
import {type ApplyPlan, planApply} from './plan-apply.ts';
import {refuseAbsentCopy} from './refuse-absent-copy.ts';
import type {StepEvent} from './step-event.ts';
import {watchBuild} from './watch-build.ts';
import {whatIsLeft} from './what-is-left.ts';
import {withinLockLimit} from './within-lock-limit.ts';

/** What apply-indexes came to. */
export interface Applied extends Pick<ApplyPlan, 'built' | 'forbidden' | 'obstacles'> {
	readonly declined: boolean;
	/** What the server refused to build. */
	readonly failed: readonly FailedBuild[];
}

/** `planflip apply-indexes`: builds what is wanted and not there; the one step that changes a user's database. */
export function applyIndexes(request: ApplyRequest): AsyncGenerator<StepEvent, Applied, void> {
	return atPlace(request, {create: false}, place => applyAt(place, request));
}

async function * applyAt(place: Place, request: ApplyRequest): AsyncGenerator<StepEvent, Applied, void> {
	const {session, embedded} = place;
	yield {kind: 'step', title: 'Looking at tables and indexes', fraction: null};
	await refuseAbsentCopy(session, request);
	// On the embedded database nobody waits for a lock, and CONCURRENTLY would read the table twice for nothing.
	const {builds, built, obstacles, forbidden, notes} = await planApply(session, request.catalog, request, !embedded);
	for (const text of [...notes, ...obstacles]) {
		yield {kind: 'note', text};
	}

	const result = {built, obstacles, forbidden, declined: false, failed: []};
	const leftovers = builds.filter(({leftover}) => leftover !== null);
	if (builds.length > 0 && !embedded && !request.dryRun) {
		const question = `Build ${builds.length === 1 ? 'this index' : `these ${builds.length} indexes`} in ${session.label}${leftovers.length === 0 ? '' : `, and before that drop what failed builds have left INVALID (${leftovers.map(({name}) => name).join(', ')})`}? Others go on reading and writing meanwhile.`;
		if (!await request.agree(question, builds.flatMap(one => statementsOf(one, embedded)))) {
			return {...result, declined: true};
		}
	}

	return {...result, failed: yield * build(place, builds, request)};
}

/** One that the server refuses does not keep the others from being built. */
async function * build(place: Place, builds: readonly IndexToBuild[], request: ApplyRequest): AsyncGenerator<StepEvent, readonly FailedBuild[], void> {
	const {session, database, embedded} = place;
	const {clock, results, signal, dryRun} = request;
	const ledger = appliedLedger(results, {
		kind: 'AppliedIndexes', id: randomUUID().slice(0, 8), startedAt: clock.date(), database, identity: await readIdentity(session), indexes: [],
	});
	const finished = new Set<IndexToBuild>();
	const failed: FailedBuild[] = [];
	let watcher: Session | null = null;
	try {
		if (!embedded && !dryRun && builds.length > 0) {
			// A build takes as long as it takes, whatever a role's limits are for its application's statements.
			await session.script('set statement_timeout = 0; set lock_timeout = 0');
			watcher = await place.lookOn?.().catch(() => null) ?? null;
			if (watcher === null) {
				yield {kind: 'note', text: 'The server has no second connection to spare: how far a build is cannot be told.'};
			}
		}

		const steps = builds.map((one, at): Step => {
			const title = `${at + 1}/${builds.length} ${one.name} on ${one.frame ? 'ONLY ' : ''}${one.schema}.${one.table}`;
			return {
				title,
				skip: () => whyNotBegun(one, failed),
				statements: statementsOf(one, embedded),
				async * task() {
					yield * buildOne(place, one, {title, ledger, watcher, request});
					finished.add(one);
				},
				async outlived(error) {
					const failure = signal.aborted || error === ledger.failure() ? null : await failedBuild(session, one, error);
					if (failure === null) {
						return null;
					}

					failed.push(failure);
					return [`${one.name} could not be built: ${failure.lines[0] ?? ''}`, ...failure.lines.slice(1)].join('\n  ');
				},
			};
		});
		yield * performSteps(steps, {signal, dryRun});
		return failed;
	} catch (error) {
		throw await whatIsLeft(error, place, {builds, finished, failed});
	} finally {
		await watcher?.close();
	}
}

interface Building {
	readonly title: string;
	readonly ledger: AppliedLedger;
	readonly watcher: Session | null;
	readonly request: ApplyRequest;
}

async function * buildOne(place: Place, one: IndexToBuild, building: Building): AsyncGenerator<StepEvent, void, void> {
	const {session, embedded} = place;
	if (one.leftover !== null) {
		yield {kind: 'step', title: `${building.title}: dropping the INVALID one`, fraction: null};
		await dropLeftover(session, one, one.leftover, embedded);
	}

	if (one.statement !== null && !(yield * create(session, one, one.statement, building))) {
		return;
	}

	if (one.attach !== null) {
		await withinLockLimit(session, one.attach, `${one.schema}.${one.table}`);
	}
}

/** Resolves with whether it was we who built it. */
async function * create(session: Session, one: IndexToBuild, statement: string, {title, ledger, watcher, request: {clock, signal}}: Building): AsyncGenerator<StepEvent, boolean, void> {
	let others = false;
	session.onNotice(({sqlState}) => {
		// 42P07: IF NOT EXISTS found one.
		others ||= sqlState === '42P07';
	});
	await ledger.intend(one, statement, clock.date());
	if (one.frame) {
		await withinLockLimit(session, statement, `${one.schema}.${one.table}`);
	} else {
		yield * watchBuild({session, statement, title, watcher, signal, seen: async oid => ledger.seen(one, oid)});
	}

	if (others) {
		await ledger.withdraw(one);
		if (one.frame || one.attach !== null) {
			throw new PlanflipError('permission', {message: `${one.name} was made by somebody else meanwhile`, where: statement, hint: 'Somebody is at work on the same index: run planflip apply-indexes again when they are done.'});
		}

		yield {kind: 'note', text: `${one.name} was built by somebody else meanwhile: rollback will leave it alone.`};
		return false;
	}

	const now = await readIndexNow(session, one.schema, one.name);
	// The frame of a partitioned table that has partitions is INVALID until they have their parts.
	if (now === null || !(now.valid || one.frame)) {
		throw new PlanflipError('input', {message: `${one.name} was built, and is ${now === null ? 'gone' : 'INVALID'} all the same`, where: statement, hint: 'Somebody else is at work on it; ask them.'});
	}

	await ledger.built(one, now, clock.date());
	return true;
}

function statementsOf(one: IndexToBuild, embedded: boolean): readonly string[] {
	return [...(one.leftover === null ? [] : [dropLeftoverSql(one, embedded)]), ...(one.statement === null ? [] : [one.statement]), ...(one.attach === null ? [] : [one.attach])];
}
