import {abbaOrder} from '../statistics/abba.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import {looks, nextLook} from '../statistics/looks.ts';
import {compareAnswers} from './compare-answers.ts';
import type {OperationEvent} from './operation-events.ts';
import type {OperationRequest} from './operation-request.ts';
import type {AnswerCheck} from './operation-run.ts';
import {askServer, newSide, routeDeltas, runOf, type Side, takeWalk, typicalOf, walkOnce, wrongRewrites} from './operation-side.ts';
import {tellBuilding} from './tell-building.ts';

/**
 * Tries an operation: first whether every rewrite answers as the chain does, then the time of each from the first statement to
 * the last row, all routes under all configurations in turns. Everything is executed for real, in transactions that are rolled back.
 */
export async function * operationTrial(request: OperationRequest): AsyncGenerator<OperationEvent, void, void> {
	const current = newSide(request, request.indexes);
	yield * tellBuilding(request.workbench, current.indexes);
	const checks = await checkAnswers(request);
	yield {kind: 'checked', checks};
	yield * lookAt(request, current, checks, 'current');
	const baseline = request.baseline === null ? null : newSide(request, request.baseline);
	if (baseline !== null) {
		yield * tellBuilding(request.workbench, baseline.indexes);
		yield * lookAt(request, baseline, checks, 'baseline');
	}

	yield * sampleInTurns(request, {current, baseline}, wrongRewrites(checks));
	const sides = baseline === null ? [current] : [current, baseline];
	for (const side of sides) {
		for (const lane of side.lanes) {
			// Asked before, unless somebody changed the data meanwhile.
			await askServer(request, side, lane, typicalOf(lane.walks));
		}
	}

	const run = runOf(request, current, checks);
	yield {kind: 'operated', run, delta: baseline === null ? null : {
		kind: 'OperationDelta', baseline: runOf(request, baseline, checks), current: run, routes: routeDeltas(request, baseline, current),
	}};
}

async function checkAnswers(request: OperationRequest): Promise<readonly AnswerCheck[]> {
	const {operation, parameters, cases, indexes} = request;
	const checks: AnswerCheck[] = [];
	for (const {name, parameters: values} of [{name: 'as usual', parameters}, ...cases]) {
		const {answer} = await walkOnce(request, indexes, operation.chain, values);
		for (const rewrite of operation.rewrites) {
			const other = await walkOnce(request, indexes, rewrite, values);
			checks.push({case: name, rewrite: rewrite.name, parameters: values, rows: answer.length, verdict: compareAnswers(answer, other.answer)});
		}
	}

	return checks;
}

/** A first walk along every route, to be shown before the samples are there; it is not one of them. */
async function * lookAt(request: OperationRequest, side: Side, checks: readonly AnswerCheck[], role: 'current' | 'baseline'): AsyncGenerator<OperationEvent, void, void> {
	const look: Side = {...side, lanes: side.lanes.map(lane => ({...lane, walks: [], samples: []}))};
	for (const lane of look.lanes) {
		await takeWalk(request, look, lane);
		await askServer(request, look, lane, typicalOf(lane.walks));
		lane.samples.length = 0;
	}

	yield {kind: 'walked', side: role, run: runOf(request, look, checks)};
}

async function * sampleInTurns(request: OperationRequest, {current, baseline}: {readonly current: Side; readonly baseline: Side | null}, wrong: ReadonlySet<string>): AsyncGenerator<OperationEvent, void, void> {
	const {clock, rounds} = request;
	const start = clock.ms();
	const turns = [...baseline === null ? [] : [baseline], current].flatMap(side => side.lanes.map(lane => ({side, lane})));
	let aim = rounds ?? looks[0];
	for (let taken = 0; taken < aim;) {
		for (const at of abbaOrder(turns.length, taken + 1).slice(-turns.length)) {
			const turn = turns[at];
			if (turn !== undefined) {
				await takeWalk(request, turn.side, turn.lane);
			}
		}

		taken++;
		yield {kind: 'round', taken, aim};
		if (rounds === undefined && taken === aim) {
			aim += moreRounds(request, {current, baseline}, wrong, taken, clock.ms() - start);
		}
	}
}

/** As many rounds as the least decided of all comparisons still asks for. */
function moreRounds(request: OperationRequest, {current, baseline}: {readonly current: Side; readonly baseline: Side | null}, wrong: ReadonlySet<string>, taken: number, spentMs: number): number {
	const [chain, ...rewrites] = current.lanes;
	const comparisons = [
		...(chain === undefined ? [] : rewrites.filter(({route}) => !wrong.has(route.name)).map(({samples}) => compareSamples(chain.samples, samples))),
		...(baseline === null ? [] : routeDeltas(request, baseline, current).map(({comparison}) => comparison)),
	];
	return Math.max(0, ...comparisons.map(comparison => {
		const more = nextLook(taken, spentMs, comparison);
		return more === 'stop' ? 0 : more;
	}));
}
