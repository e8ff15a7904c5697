import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {bytesWithParts} from '../../experiment/partition-indexes.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import {allOf} from '../../lattice/mask.ts';
import {lateSentences} from '../../view/gone-index.ts';
import {wentMeanwhile} from '../indexes-went.ts';
import type {TryTools} from '../try-entry.ts';
import {formatBytes} from '../../text/bytes.ts';
import type {Advice, Rejected, Rejection} from './advice.ts';
import {type AdviseEvent, type AdviseRequest, step} from './advise-request.ts';
import {candidateLattice} from './candidate-lattice.ts';
import {chooseSet} from './choose-set.ts';
import {gatherToggles} from './gather-toggles.ts';
import type {Writer} from './judge-writes.ts';
import {whyNotMeasured} from './measure-sets.ts';
import {combine, toggleOf, togglePlanner} from './planner.ts';
import {readsOf} from './reads-of.ts';
import {othersThan, screen} from './screen.ts';
import {settle, type Settled} from './settle.ts';
import {type Ready, tell, type Told} from './tell.ts';
import {tryBuild} from './try-build.ts';

export interface JudgeGrounds {
	readonly tools: TryTools;
	readonly desk: PlanDesk;
	readonly request: AdviseRequest;
	readonly ready: readonly Ready[];
	/** Built indexes of the tables that entries read: others must not have dropped them meanwhile. */
	readonly watched: () => readonly UniverseIndex[];
	/** How often it was begun anew. */
	readonly again: number;
}

export interface Judged {
	readonly told: Told & Pick<Advice, 'claim' | 'notMeasured' | 'notes' | 'candidates' | 'rejected' | 'failures'>;
	readonly facts: Settled['facts'];
}

/**
 * Gathers the candidates of these entries, builds them, looks which any plan reads, chooses among all combinations of those, measures, and tells.
 * @throws FailedEntries when some can be planned no more; IndexesWent when others dropped indexes. Whatever is thrown, nothing that was proposed here is left.
 */
export async function * judge({tools, desk, request, ready, watched, again}: JudgeGrounds): AsyncGenerator<AdviseEvent, Judged, void> {
	const {bench} = tools;
	const {start, signal} = request;
	const gathered = gatherToggles(bench, start, ready);
	const rejected: Rejected[] = [...gathered.rejected];
	const sizes = new Map<string, number | null>();
	/** What somebody else proposed stays a toggle. */
	const forget = (keys: readonly string[]) => {
		for (const key of keys.filter(one => gathered.proposed.has(one))) {
			bench.withdraw(key);
		}
	};

	const reject = ({name, schema, table, definition, key}: UniverseIndex, because: Rejection) => {
		rejected.push({name, schema, table, sql: definition, bytes: sizes.get(key) ?? null, ...(gathered.proposed.has(key) ? {} : {known: true}), because});
	};

	try {
		const possible: UniverseIndex[] = [];
		const [probe] = ready;
		for (const [at, index] of gathered.toggles.entries()) {
			if (probe !== undefined) {
				signal.throwIfAborted();
				yield step(bench.rung.newIndexes === 'imagined' ? 'Imagining candidates' : 'Building candidates', {at, of: gathered.toggles.length, what: index.key});
				const built = index.built ? {kind: 'there' as const, bytes: bytesWithParts(index, bench.universe.indexes)} : await tryBuild(bench, start, index, probe.subject, signal);
				if (built.kind === 'there') {
					sizes.set(index.key, built.bytes);
					possible.push(index);
				} else {
					reject(index, built.because);
					forget([index.key]);
				}
			}
		}

		yield step('Planning with all of them');
		const everything = togglePlanner(bench, desk, start, possible);
		const {survivors, crowdedOut} = await screen(everything, ready, signal);
		for (const position of othersThan(possible.length, survivors)) {
			const index = possible[position];
			if (index !== undefined) {
				reject(index, crowdedOut.includes(position) ? {kind: 'too many', limit: survivors.length} : {kind: 'not read'});
				forget([index.key]);
			}
		}

		// What is built in the transaction has to be dropped for every plan without it: the others go.
		await bench.workbench.rest();
		yield step('Looking at all combinations');
		const few = survivors.flatMap(position => possible[position] ?? []);
		const toggles = few.map(index => toggleOf(index, bench.universe.indexes, sizes));
		const planner = togglePlanner(bench, desk, start, few);
		const {on: chosen, lattice} = await chooseSet(await combine(planner, ready, toggles, signal), toggles, request);
		const combined = candidateLattice(toggles, lattice.entries, signal);
		const everyIndex = planner.configuration(allOf(toggles.length));
		const settled = yield * settle({
			bench, desk, planner, combined, subjects: ready, reads: readsOf(ready), tools, request, signal, writers: writersOf(ready),
			whyNotMeasured: set => whyNotMeasured(tools, set, request),
			reject,
		}, chosen);
		for (const [at, because] of settled.others) {
			const index = few[at];
			if (index !== undefined) {
				reject(index, because);
			}
		}

		// Whose indexes are gone by now, nobody can propose or spare anything beside them.
		const late = await wentMeanwhile(bench, watched(), again);
		const told = await tell({bench, ready, combined: settled.combined, settled, sizes, configurations: {start, everyIndex}});
		const proposed = new Set(settled.proposals.map(({index: {key}}) => key));
		forget(few.map(({key}) => key).filter(key => !proposed.has(key)));
		await bench.workbench.rest();
		return {facts: settled.facts, told: {...told, failures: settled.failures, rejected, claim: lattice.claim, notMeasured: settled.notMeasured, notes: [...writtenNotes(settled), ...lateSentences(late)], candidates: gathered.toggles.length + gathered.rejected.length}};
	} catch (error) {
		forget([...gathered.proposed]);
		throw error;
	}
}

/** What is left of what the catalogue's own statements wrote, and was taken back. */
function writtenNotes({grown, anew}: Pick<Settled, 'grown' | 'anew'>): readonly string[] {
	return [...grown].filter(([, {before, after}]) => after > before).map(([name, {before, after}]) =>
		`The catalogue's statements wrote rows of ${name.replace(/^public\./, '')}, and that was taken back: dead, they are in it until VACUUM clears them away (${formatBytes(before)} → ${formatBytes(after)}). ${anew ? 'All costs here are of one set of plans, made after some of that.' : 'All costs here were planned before that.'}`);
}

function writersOf(ready: readonly Ready[]): readonly Writer[] {
	return ready.flatMap(({weight, writes, now}) => {
		// ModifyTable itself answers with no rows; what it writes comes from below.
		const [root, below] = now.nodes;
		const rows = root?.nodeType === 'ModifyTable' ? below?.raw['Plan Rows'] : undefined;
		return writes === null ? [] : [{weight, writes, rows: typeof rows === 'number' ? rows : 1}];
	});
}
