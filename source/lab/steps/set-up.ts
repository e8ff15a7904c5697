import {seededTables} from '../../../seeds/seed-table.ts';
import type {IndexDefinition} from '../../catalog/catalog-entry.ts';
import type {Session} from '../../database/session.ts';
import {persistentExists} from '../../disk/persistent-database.ts';
import {PlanflipError} from '../../errors.ts';
import {formatCount} from '../../text/quantity.ts';
import {recogniseTheCopy} from '../../workload/recognise-the-copy.ts';
import {rowTotal} from '../../workload/scale.ts';
import {theCopyContents} from '../../workload/the-copy-contents.ts';
import {theCopyTableNames} from '../../workload/the-copy-mark.ts';
import {setUpStatements} from '../../workload/the-copy-statements.ts';
import {baselineIndexes, fillTheCopy} from '../fill-the-copy.ts';
import {refuseTakenNames} from '../refuse-taken-names.ts';
import {atPlace} from './at-place.ts';
import type {Place} from './open-place.ts';
import {performSteps, type Step} from './perform-steps.ts';
import {persistentName} from './place-name.ts';
import {refuseForeignCopy} from './refuse-foreign-copy.ts';
import type {StepEvent} from './step-event.ts';
import type {StepRequest} from './step-request.ts';

/** What is there before setup. */
interface Site {
	/** null: a dry run, and no database so far. */
	readonly session: Session | null;
	readonly filled: boolean;
	/** Baseline indexes to build on filled tables. */
	readonly missing: readonly IndexDefinition[];
}

/** `planflip setup`: The Copy's tables, rows and baseline indexes; what is there already stays. Resolves with whether it was wanted. */
export async function * setUp(request: StepRequest): AsyncGenerator<StepEvent, boolean, void> {
	if (request.dryRun && request.target === null && !await persistentExists(request.env, request.home, persistentName(request))) {
		yield * performSteps(stepsFor({session: null, filled: false, missing: []}, request), request);
		return true;
	}

	return yield * atPlace(request, {create: true}, place => setUpAt(place, request));
}

async function * setUpAt({session, embedded}: Place, request: StepRequest): AsyncGenerator<StepEvent, boolean, void> {
	const {scale, seed, shipped, dryRun, agree} = request;
	yield {kind: 'step', title: 'Looking for The Copy\'s tables', fraction: null};
	const found = await recogniseTheCopy(session);
	await refuseForeignCopy(session, found);
	const filled = found === 'ours';
	if (filled) {
		yield * tellContents(session, request);
	}

	const site: Site = {session, filled, missing: filled ? await missingIndexes(session, baselineIndexes(shipped)) : []};
	const toDo = !filled || site.missing.length > 0;
	await refuseTakenNames(session, filled ? site.missing : baselineIndexes(shipped), {keys: !filled});
	if (toDo && !embedded && !dryRun) {
		const question = filled
			? `Build ${site.missing.length} of The Copy's baseline indexes in ${session.label}?`
			: `${session.label} does not hold The Copy's tables. Create and fill them there (${theCopyTableNames.length} tables, ${formatCount(rowTotal(scale))} rows)?`;
		if (!await agree(question, filled ? site.missing.map(({sql}) => sql) : setUpStatements(scale, seed, baselineIndexes(shipped)))) {
			return false;
		}
	}

	yield * performSteps(stepsFor(site, request), request);
	return true;
}

/** Another scale or seed is another database: nobody's rows are replaced by the way. */
async function * tellContents(session: Session, {scale, seed}: StepRequest): AsyncGenerator<StepEvent, void, void> {
	const {made, rows} = await theCopyContents(session);
	if (made !== null && (made.scale !== scale.name || made.seed !== seed)) {
		throw new PlanflipError('usage', {
			message: `The Copy is set up here at scale ${made.scale}, seed ${made.seed}, not at scale ${scale.name}, seed ${seed}.`,
			where: session.label,
			hint: `planflip seed --scale ${scale.name} --seed ${seed} replaces its rows, and keeps its indexes.`,
		});
	}

	const other = seededTables.filter(table => rows[table] !== scale[table]).map(table => `${formatCount(rows[table])} ${table} instead of ${formatCount(scale[table])}`);
	if (other.length > 0) {
		yield {kind: 'note', text: `Its rows are not those it was filled with: ${other.join(', ')}. planflip seed fills them anew.`};
	}
}

function stepsFor({session, filled, missing}: Site, request: StepRequest): readonly Step[] {
	const {scale, seed, shipped} = request;
	const whole: Step = {
		title: `The Copy, scale ${scale.name}, seed ${seed}`,
		skip: () => filled ? 'it is set up already' : null,
		statements: setUpStatements(scale, seed, baselineIndexes(shipped)),
		async * task() {
			if (session !== null) {
				yield * fillTheCopy(session, request);
			}
		},
	};
	return [whole, ...missing.map(({name, sql}): Step => ({
		title: `Baseline index ${name}`,
		skip: () => null,
		statements: [sql],
		task: async () => {
			await session?.query(sql);
		},
	}))];
}

/** Of the indexes wanted those that The Copy's tables have not. */
export async function missingIndexes(session: Session, wanted: readonly IndexDefinition[]): Promise<readonly IndexDefinition[]> {
	const rows = await session.query(`
		select c.relname as name from pg_catalog.pg_index as i join pg_catalog.pg_class as c on c.oid = i.indexrelid
		where i.indrelid in (select pg_catalog.to_regclass(name) from pg_catalog.unnest(pg_catalog.string_to_array($1, ',')) as name)`, [theCopyTableNames.join(',')]);
	const built = new Set(rows.map(row => row['name']));
	return wanted.filter(({name}) => !built.has(name));
}
