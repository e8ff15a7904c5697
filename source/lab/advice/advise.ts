import {weigh} from '../../catalog/weight.ts';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {PlanflipError} from '../../errors.ts';
import {genericObstacle} from '../../experiment/explain-generic.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {planDesk, type PlanDesk} from '../../experiment/plan-desk.ts';
import {statementLimit} from '../../experiment/statement-limit.ts';
import {allOf} from '../../lattice/mask.ts';
import {sampleEntry} from '../sample-entry.ts';
import {subjectOf} from '../subject-of.ts';
import type {TryTools} from '../try-entry.ts';
import type {Advice, Rejected, Rejection} from './advice.ts';
import {type AdviseEvent, type AdviseRequest, step} from './advise-request.ts';
import {candidateLattice} from './candidate-lattice.ts';
import {chooseSet} from './choose-set.ts';
import {gatherToggles} from './gather-toggles.ts';
import type {Writer} from './judge-writes.ts';
import {whyNotMeasured} from './measure-sets.ts';
import {combine, toggleOf, togglePlanner} from './planner.ts';
import {type ParsedEntry, readStatements} from './read-statements.ts';
import {rejectOthers} from './reject-others.ts';
import {othersThan, screen} from './screen.ts';
import {settle} from './settle.ts';
import {type Ready, tell} from './tell.ts';
import {tryBuild} from './try-build.ts';

/**
 * What indexes are missing, all candidates judged together over the whole catalogue, and which of those that are there could go. Nothing stays:
 * candidates are built in the transaction that is always rolled back, or imagined. What is proposed can be flipped afterwards.
 */
export async function * advise(tools: TryTools, request: AdviseRequest): AsyncGenerator<AdviseEvent, void, void> {
	const {bench, clock} = tools;
	refuse(bench.rung);
	const {entries, start, signal} = request;
	yield step('Reading the statements');
	const {parsed, failures: unread} = await readStatements(bench.session, entries);
	const failures = [...unread];
	const desk = planDesk({workbench: () => bench.workbench, limits: () => statementLimit(bench.rung, null), signal: () => signal, clock});
	const {weightOf, basis} = weigh(entries);
	const ready: Ready[] = [];
	for (const [at, one] of parsed.entries()) {
		yield step('Planning as it is', {at, of: parsed.length, what: one.entry.name});
		try {
			ready.push({...one, ...await readied(tools, desk, start, one), name: one.entry.name, weight: weightOf(one.entry)});
		} catch (error) {
			if (endsAll(error, signal)) {
				throw error;
			}

			failures.push({entry: one.entry.name, error});
		}
	}

	const gathered = gatherToggles(bench, start, ready);
	const rejected: Rejected[] = [...gathered.rejected];
	const sizes = new Map<string, number | null>();
	const reject = ({name, schema, table, definition, key, bytes}: UniverseIndex, because: Rejection) => {
		rejected.push({name, schema, table, sql: definition, bytes: bytes ?? sizes.get(key) ?? null, because});
	};

	const possible: UniverseIndex[] = [];
	const [probe] = ready;
	for (const [at, index] of gathered.toggles.entries()) {
		if (probe !== undefined) {
			signal.throwIfAborted();
			yield step(bench.rung.newIndexes === 'imagined' ? 'Imagining candidates' : 'Building candidates', {at, of: gathered.toggles.length, what: index.key});
			const built = index.built ? {kind: 'there' as const, bytes: index.bytes} : await tryBuild(bench, start, index, probe.subject, signal);
			if (built.kind === 'there') {
				sizes.set(index.key, built.bytes);
				possible.push(index);
			} else {
				reject(index, built.because);
				bench.withdraw(index.key);
			}
		}
	}

	yield step('Planning with all of them');
	const everything = togglePlanner(bench, desk, start, possible);
	const {survivors, crowdedOut} = await screen(everything, ready);
	for (const position of othersThan(possible.length, survivors)) {
		const index = possible[position];
		if (index !== undefined) {
			reject(index, crowdedOut.includes(position) ? {kind: 'too many', limit: survivors.length} : {kind: 'not read'});
			bench.withdraw(index.key);
		}
	}

	// What is built in the transaction has to be dropped for every plan without it: the others go.
	await bench.workbench.rest();
	yield step('Looking at all combinations');
	const few = survivors.flatMap(position => possible[position] ?? []);
	const toggles = few.map(index => toggleOf(index, sizes));
	const planner = togglePlanner(bench, desk, start, few);
	const {on: chosen, lattice} = await chooseSet(await combine(planner, ready, toggles), toggles, request);
	const combined = candidateLattice(toggles, lattice.entries);
	const everyIndex = planner.configuration(allOf(toggles.length));
	const notMeasured = whyNotMeasured(tools, everyIndex, request);
	const dropped = new Set<string>();
	const settled = yield * settle({
		bench, desk, planner, combined, subjects: ready, reads: readsOf(ready), tools, request, writers: writersOf(ready), notMeasured,
		reject(index, because) {
			dropped.add(index.key);
			reject(index, because);
		},
	}, chosen);
	for (const [at, because] of await rejectOthers(combined, {chosen, dropped, request})) {
		const index = few[at];
		if (index !== undefined) {
			reject(index, because);
		}
	}

	const told = await tell({bench, ready, combined, settled, sizes, configurations: {start, everyIndex}});
	for (const {key} of few.filter(index => !settled.proposals.some(({index: {key}}) => key === index.key))) {
		bench.withdraw(key);
	}

	await bench.workbench.rest();
	yield {kind: 'advised', advice: {
		kind: 'Advice',
		label: bench.session.label,
		version: bench.facts.version,
		rung: bench.rung,
		start: bench.named(start),
		within: request.within,
		basis,
		...told,
		failures: [...failures, ...settled.failures],
		rejected,
		claim: lattice.claim,
		notMeasured,
		candidates: gathered.toggles.length + gathered.rejected.length,
		explains: desk.done().explains,
	}};
}

/** Where a candidate can neither be built nor imagined there is nothing to judge. */
function refuse({newIndexes, number, badge}: Advice['rung']): void {
	if (newIndexes === 'none' || number === 5) {
		throw new PlanflipError('permission', {
			message: `indexes that are not there can be neither built nor imagined here (${badge}), so nothing can be advised`,
			hint: number === 5
				? 'Leave --allow-blocking away where HypoPG is installed, or try a copy of the database with --disposable.'
				: 'Install HypoPG on the server (planflip doctor has the statement), or try a copy of the database with --disposable.',
		});
	}
}

async function readied({bench}: TryTools, desk: PlanDesk, start: IndexConfiguration, {entry}: ParsedEntry): Promise<Pick<Ready, 'subject' | 'now'>> {
	const subject = subjectOf(entry, await sampleEntry(bench, entry));
	const obstacle = genericObstacle(subject, bench.facts);
	if (obstacle !== null) {
		throw obstacle;
	}

	return {subject, now: (await desk.plan({subject, configuration: start})).plan};
}

/** Without a connection everything that follows would fail alike. */
function endsAll(error: unknown, signal: AbortSignal): boolean {
	return signal.aborted || !(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'bug';
}

function writersOf(ready: readonly Ready[]): readonly Writer[] {
	return ready.flatMap(({weight, writes, now}) => {
		// ModifyTable itself answers with no rows; what it writes comes from below.
		const [root, below] = now.nodes;
		const rows = root?.nodeType === 'ModifyTable' ? below?.raw['Plan Rows'] : undefined;
		return writes === null ? [] : [{weight, writes, rows: typeof rows === 'number' ? rows : 1}];
	});
}

function readsOf(ready: readonly Ready[]): (table: {readonly schema: string; readonly name: string}) => boolean {
	const read = new Set(ready.flatMap(({readings}) => readings.map(({relation: {schema, name}}) => `${schema}.${name}`)));
	return ({schema, name}) => read.has(`${schema}.${name}`);
}
