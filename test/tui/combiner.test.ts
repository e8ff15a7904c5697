import {expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {PlanflipError} from '../../source/errors.ts';
import type {IndexProposal} from '../../source/experiment/propose-index.ts';
import type {AdviseEvent, AdviseRequest} from '../../source/lab/advice/advise-request.ts';
import type {CombineEvent, CombineRequest} from '../../source/lab/combine/combine-events.ts';
import type {Action} from '../../source/tui/action.ts';
import {createCombiner} from '../../source/tui/combiner.ts';
import {createRunner} from '../../source/tui/runner.ts';
import {adviceOf} from '../support/advice.ts';
import {combinationsOf} from '../support/combinations.ts';
import {surroundings} from '../support/surroundings.ts';

const {catalog} = surroundings();
const configuration = configurationOf(['shots_scene']);
const combinations = await combinationsOf(catalog, configuration, {shots_scene: 1}, {'shots-of-a-scene': [{uses: 0n, cost: 9}, {uses: 1n, cost: 1}]});

/** On a laboratory that looks at combinations until it is told that it is done. */
function combining(before: readonly CombineEvent[] = []) {
	let looked = 0;
	const said: Action[] = [];
	const looks: Array<{readonly request: CombineRequest; readonly end: (error?: unknown) => void}> = [];
	const dispatch = (action: Action) => {
		if (action.kind !== 'tick') {
			said.push(action);
		}
	};

	const lab = {
		catalog,
		async * combine(request: CombineRequest): AsyncGenerator<CombineEvent, void, void> {
			yield {kind: 'step', title: 'Planning all combinations', fraction: 0};
			yield * before;
			await new Promise<void>((resolve, reject) => {
				request.signal.addEventListener('abort', () => {
					reject(new PlanflipError('cancelled', {message: 'cancelled'}));
				});
				looks.push({request, end(error) {
					if (error === undefined) {
						resolve();
					} else {
						reject(error instanceof Error ? error : new Error('no error'));
					}
				}});
			});
			yield {kind: 'done', combinations};
		},
		async * advise({start}: AdviseRequest): AsyncGenerator<AdviseEvent, void, void> {
			await Promise.resolve();
			yield {kind: 'step', title: 'Reading the statements', fraction: null, at: '', effects: []};
			yield {kind: 'advised', advice: adviceOf(start, 5)};
		},
		propose: ({name}: IndexProposal) => name,
		cancel: () => Promise.resolve(),
	};
	const runner = createRunner({dispatch, now: () => 0});
	const combiner = createCombiner({lab, runner, dispatch, free: () => true, around: () => surroundings(), lookedAgain: () => {
		looked++;
	}});
	const news = () => said.flatMap(action => action.kind === 'combined' ? [action.news.kind] : []);
	return {combiner, runner, lab, looks, news, said, lookedAgain: () => looked};
}

it('looks at all queries of the catalogue and tells what it found', async () => {
	const {combiner, looks, news} = combining();
	combiner.combine({task: 'combine', configuration, measure: false});
	await expect.poll(() => looks.length).toBe(1);
	expect(looks[0]?.request).toMatchObject({entries: catalog.entries, configuration, measure: false});
	looks[0]?.end();
	await expect.poll(news).toEqual(['step', 'done']);
});

it('gives way to a trial, and goes on when that is over', async () => {
	const {combiner, runner, lab, looks, news} = combining();
	combiner.combine({task: 'combine', configuration, measure: false});
	await expect.poll(() => looks.length).toBe(1);
	let tried = () => undefined as void;
	runner.start(lab, 1, async () => new Promise<void>(resolve => {
		tried = resolve;
	}));
	await expect.poll(news).toEqual(['step', 'waiting']);
	expect(looks.length).toBe(1);
	tried();
	await expect.poll(() => looks.length).toBe(2);
	looks[1]?.end();
	await expect.poll(() => news().at(-1)).toBe('done');
	expect(news()).not.toContain('failed');
});

it('measuring that gave way does not begin again by itself', async () => {
	const {combiner, runner, lab, looks, news} = combining();
	combiner.combine({task: 'combine', configuration, measure: true});
	await expect.poll(() => looks.length).toBe(1);
	runner.start(lab, 1, () => Promise.resolve());
	await expect.poll(() => news().at(-1)).toBe('stopped');
	await runner.ended();
	await new Promise(resolve => setImmediate(resolve));
	expect(looks.length).toBe(1);
});

it('asked anew, forgets what it was asked before', async () => {
	const {combiner, looks} = combining();
	combiner.combine({task: 'combine', configuration, measure: false});
	await expect.poll(() => looks.length).toBe(1);
	combiner.combine({task: 'combine', configuration: configurationOf([]), measure: false});
	looks[0]?.end();
	await expect.poll(() => looks.length).toBe(2);
	expect(looks[1]?.request.configuration).toEqual(configurationOf([]));
	looks[1]?.end();
});

it('hands the screen the indexes of now when others changed them meanwhile, and goes on', async () => {
	const {combiner, looks, news, lookedAgain} = combining([{kind: 'looked again'}]);
	combiner.combine({task: 'combine', configuration, measure: false});
	await expect.poll(() => looks.length).toBe(1);
	expect(lookedAgain()).toBe(1);
	looks[0]?.end();
	await expect.poll(() => news().at(-1)).toBe('done');
});

it('tells what went wrong', async () => {
	const {combiner, looks, news} = combining();
	combiner.combine({task: 'combine', configuration, measure: false});
	await expect.poll(() => looks.length).toBe(1);
	looks[0]?.end(new PlanflipError('permission', {message: 'no way of switching'}));
	await expect.poll(news).toEqual(['step', 'failed']);
});

it('makes toggles of what is missing', async () => {
	const {combiner, news, said} = combining();
	combiner.combine({task: 'advise', start: configuration});
	await expect.poll(news).toEqual(['step', 'advised']);
	expect(said.at(-1)).toMatchObject({news: {keys: ['shots_type'], advice: {start: {configuration}}}});
});
