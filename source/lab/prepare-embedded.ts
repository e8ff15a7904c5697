import {openPglite} from '../database/open-pglite.ts';
import type {Session} from '../database/session.ts';
import {claimEmbedded, type EmbeddedClaim} from '../disk/embedded-cache.ts';
import {embeddedKey} from '../disk/embedded-key.ts';
import {errorLines} from '../errors.ts';
import {baselineIndexes, fillTheCopy} from './fill-the-copy.ts';
import type {LabEvent} from './lab-event.ts';
import {openLaboratory} from './open-laboratory.ts';
import type {PrepareRequest} from './prepare-request.ts';

/** PostgreSQL inside the program: the kept database when there is one that opens, else a new one, filled and kept. */
export async function * prepareEmbedded(request: PrepareRequest): AsyncGenerator<LabEvent, void, void> {
	yield {kind: 'step', title: 'Starting PostgreSQL', fraction: null};
	let claim = await claimFor(request, request.fresh);
	let session: Session | null = null;
	try {
		if (claim.note !== null) {
			yield {kind: 'note', text: claim.note};
		}

		// A used copy that does not open costs that copy; only when the pristine one does not open either is it built anew.
		while (claim.state === 'ready' && session === null) {
			try {
				session = await open(request, claim);
			} catch (error) {
				yield {kind: 'note', text: `A kept database does not open (${errorLines(error)[0] ?? 'no reason given'}): it is put away.`};
				await claim.discard();
				claim = await claimFor(request, request.fresh);
			}
		}

		session ??= yield * build(request, claim);
		const kept = claim;
		const opened = session;
		const bytes = await tableBytes(opened);
		yield {kind: 'step', title: 'Looking at tables and indexes', fraction: null};
		yield {kind: 'open', laboratory: await openLaboratory(session, {
			catalog: request.catalog,
			disposable: () => true,
			consentToBlock: request.allowBlocking,
			rung: request.rung,
			clock: request.clock,
			ground: 'copy',
			async leave() {
				// What was written and taken back stays as dead rows: whoever came next would plan and measure other tables.
				const grown = await tableBytes(opened).catch(() => null) !== bytes;
				await opened.close();
				await (grown ? kept.abandon() : kept.release());
			},
			history: request.history,
			database: {label: `${session.label}, ${request.scale.name}, seed ${request.seed}`, key: keyOf(request)},
		})};
	} catch (error) {
		await session?.close();
		await claim.release();
		throw error;
	}
}

/** Of the user's tables and their indexes. */
async function tableBytes(session: Session): Promise<unknown> {
	const [row] = await session.query(`select pg_catalog.sum(pg_catalog.pg_relation_size(c.oid))::float8 as bytes from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		where c.relkind in ('r', 'i', 't') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`);
	return row?.['bytes'];
}

/** Fills the empty folder, closes it cleanly so that it can be kept, and opens it again. */
async function * build(request: PrepareRequest, claim: EmbeddedClaim): AsyncGenerator<LabEvent, Session, void> {
	const session = await open(request, claim);
	try {
		yield * fillTheCopy(session, request);
		yield {kind: 'step', title: 'Keeping the database for the next start', fraction: null};
	} finally {
		await session.close();
	}

	const problem = await claim.commit();
	if (problem !== null) {
		yield {kind: 'note', text: problem};
	}

	return open(request, claim);
}

async function open({workerUrl}: PrepareRequest, {folder}: EmbeddedClaim): Promise<Session> {
	return openPglite({folder, workerUrl});
}

async function claimFor(request: PrepareRequest, fresh: boolean): Promise<EmbeddedClaim> {
	return claimEmbedded({env: request.env, home: request.home, key: keyOf(request), fresh});
}

/** Databases of equal keys are equal; runs on others are not compared with them. */
function keyOf({shipped, scale, seed}: PrepareRequest): string {
	return embeddedKey({scale, seed, indexes: baselineIndexes(shipped)});
}
