import {seededTables} from '../../../seeds/seed-table.ts';
import {PlanflipError} from '../../errors.ts';
import {formatCount} from '../../text/quantity.ts';
import {recogniseTheCopy} from '../../workload/recognise-the-copy.ts';
import {rowTotal} from '../../workload/scale.ts';
import {refillTheCopy} from '../../workload/set-up-the-copy.ts';
import {theCopyContents} from '../../workload/the-copy-contents.ts';
import {refillStatements} from '../../workload/the-copy-statements.ts';
import {setupTitle} from '../fill-the-copy.ts';
import {atPlace} from './at-place.ts';
import type {Place} from './open-place.ts';
import {performSteps, type Step} from './perform-steps.ts';
import {refuseForeignCopy} from './refuse-foreign-copy.ts';
import type {StepEvent} from './step-event.ts';
import type {StepRequest} from './step-request.ts';

/** `planflip seed`: the rows of The Copy anew; its indexes stay as they are. Resolves with whether it was wanted. */
export function seed(request: StepRequest): AsyncGenerator<StepEvent, boolean, void> {
	return atPlace(request, {create: false}, place => seedAt(place, request));
}

async function * seedAt({session, embedded}: Place, request: StepRequest): AsyncGenerator<StepEvent, boolean, void> {
	const {scale, seed: number, signal, dryRun, agree} = request;
	yield {kind: 'step', title: 'Looking for The Copy\'s tables', fraction: null};
	const found = await recogniseTheCopy(session);
	await refuseForeignCopy(session, found);
	if (found === 'absent') {
		throw new PlanflipError('usage', {message: 'The Copy is not set up here.', where: session.label, hint: 'planflip setup makes its tables and fills them.'});
	}

	const {made, rows} = await theCopyContents(session);
	const now = seededTables.reduce((sum, table) => sum + rows[table], 0);
	const statements = refillStatements(scale, number);
	const question = `Replace the ${formatCount(now)} rows of The Copy's tables in ${session.label}${made === null ? '' : ` (scale ${made.scale}, seed ${made.seed})`} by ${formatCount(rowTotal(scale))} of scale ${scale.name}, seed ${number}?`;
	if (!embedded && !dryRun && !await agree(question, statements)) {
		return false;
	}

	const step: Step = {
		title: `The rows of The Copy, scale ${scale.name}, seed ${number}`,
		skip: () => null,
		statements,
		async * task() {
			for await (const progress of refillTheCopy(session, {scale, seed: number, signal})) {
				yield {kind: 'step', title: progress.step === 'schema' ? 'Emptying The Copy\'s tables' : setupTitle(progress), fraction: progress.fraction};
			}
		},
	};
	yield * performSteps([step], request);
	return true;
}
