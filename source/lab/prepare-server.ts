import type {ConnectionTarget} from '../database/connection-target.ts';
import {openServer} from '../database/open-server.ts';
import {describeTarget} from '../database/describe-target.ts';
import {readVersion} from '../database/read-version.ts';
import type {Session} from '../database/session.ts';
import {formatCount} from '../text/quantity.ts';
import {recogniseTheCopy} from '../workload/recognise-the-copy.ts';
import {rowTotal} from '../workload/scale.ts';
import {partsText, theCopyParts} from '../workload/the-copy-parts.ts';
import {theCopyTableNames} from '../workload/the-copy-mark.ts';
import {baselineIndexes, fillTheCopy} from './fill-the-copy.ts';
import {isDisposable} from './is-disposable.ts';
import type {LabEvent} from './lab-event.ts';
import {openLaboratory} from './open-laboratory.ts';
import type {PrepareRequest} from './prepare-request.ts';
import {refuseTakenNames} from './refuse-taken-names.ts';

/** A user's server: nothing is created in it without a yes. */
export async function * prepareServer(request: PrepareRequest, target: ConnectionTarget): AsyncGenerator<LabEvent, void, void> {
	yield {kind: 'step', title: `Connecting to ${describeTarget(target)}`, fraction: null};
	const session = await openServer(target);
	try {
		// Nobody is asked whether something may be created on a server that will not do.
		await readVersion(session);
		if (request.catalog === request.shipped) {
			yield * settleTheCopy(session, request);
		}

		yield {kind: 'step', title: 'Looking at tables and indexes', fraction: null};
		yield {kind: 'open', laboratory: await openLaboratory(session, {
			catalog: request.catalog,
			disposable: async tables => isDisposable(request, session, tables),
			consentToBlock: request.allowBlocking,
			rung: request.rung,
			clock: request.clock,
			ground: 'server',
			leave: async () => session.close(),
			history: request.history,
		})};
	} catch (error) {
		await session.close();
		throw error;
	}
}

/** Creates The Copy where it is missing and wanted; says what else was found. */
async function * settleTheCopy(session: Session, request: PrepareRequest): AsyncGenerator<LabEvent, void, void> {
	const found = await recogniseTheCopy(session);
	switch (found) {
		case 'ours': {
			return;
		}

		case 'foreign': {
			yield {kind: 'note', text: 'The tables of The Copy are here, but planflip did not make them: they are treated as somebody\'s data.'};
			return;
		}

		case 'partial': {
			yield {kind: 'note', text: `${partsText(await theCopyParts(session))}: nothing is created here. --catalog DIR brings queries of your own.`};
			return;
		}

		case 'absent': {
			const {scale} = request;
			await refuseTakenNames(session, baselineIndexes(request.shipped), {keys: true});
			const yes = await request.ask(`${session.label} does not hold The Copy's tables. Create and fill them there (${theCopyTableNames.length} tables, ${formatCount(rowTotal(scale))} rows)?`);
			if (!yes) {
				yield {kind: 'note', text: 'Nothing was created. The built-in queries need The Copy\'s tables; --catalog DIR brings queries of your own.'};
				return;
			}

			yield * fillTheCopy(session, request);
		}
	}
}
