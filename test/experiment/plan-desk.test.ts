import {describe, expect, it} from 'vitest';
import {configurationOf, type IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {PlanflipError} from '../../source/errors.ts';
import {planDesk} from '../../source/experiment/plan-desk.ts';
import type {Subject} from '../../source/experiment/run.ts';
import type {Explain, PlanningTogether, Workbench} from '../../source/experiment/workbench.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';

const text = JSON.stringify([{Plan: {'Node Type': 'Result', 'Startup Cost': 0, 'Total Cost': 1, 'Plan Rows': 1, 'Plan Width': 1}}]);
const [plan] = readExplainJson(text);

function subject(entry: string): Subject {
	return {entry, sql: `select '${entry}'`, parameters: [], file: `queries/${entry}.sql`, line: 1};
}

/** A workbench that writes down its turns: which statements were planned in each. */
function bench(explain: (subject: Subject) => void = () => undefined, enter: (configuration: IndexConfiguration) => void = () => undefined) {
	const turns: string[][] = [];
	const workbench: Pick<Workbench, 'under'> = {
		async under(configuration, _limits, work) {
			enter(configuration);
			const turn: string[] = [];
			turns.push(turn);
			const say: Explain = async asked => {
				await Promise.resolve();
				turn.push(asked.entry);
				explain(asked);
				if (plan === undefined) {
					throw new Error('no plan');
				}

				return {text, plan, imagined: []};
			};
			return work(say);
		},
	};
	return {turns, workbench};
}

const on = configurationOf(['a', 'b']);
const off = configurationOf(['a']);

function deskOn(workbench: Pick<Workbench, 'under' | 'together'>, {signal = new AbortController().signal, ms = () => 0}: {readonly signal?: AbortSignal; readonly ms?: () => number} = {}) {
	return planDesk({workbench: () => workbench, limits: () => ({statementMs: 10}), signal: () => signal, clock: {ms}});
}

/** Plans together what it takes, and stops at what cannot be planned. */
function togetherOn(portions: string[][], {takes = () => true, broken = ''}: {readonly takes?: (configuration: IndexConfiguration) => boolean; readonly broken?: string} = {}): PlanningTogether {
	return {
		takes,
		async plan(plannings, _limits, answered) {
			const portion: string[] = [];
			portions.push(portion);
			for (const {configuration, subjects} of plannings) {
				for (const {entry} of subjects) {
					await Promise.resolve();
					if (entry === broken) {
						throw new PlanflipError('input', {message: 'in the midst of them'});
					}

					portion.push(`${entry} ${[...configuration.on].join('')}`);
					if (plan !== undefined) {
						answered({text, plan, imagined: []});
					}
				}
			}
		},
	};
}

async function outcomes(asked: ReadonlyArray<Promise<unknown>>): Promise<readonly string[]> {
	const settled = await Promise.allSettled(asked);
	return settled.map(one => one.status === 'fulfilled' ? 'planned' : one.reason instanceof Error ? one.reason.message : 'refused');
}

describe('the desk', () => {
	it('plans what is asked for at once configuration by configuration', async () => {
		const {turns, workbench} = bench();
		const desk = deskOn(workbench);
		await Promise.all([
			desk.plan({subject: subject('one'), configuration: on}), desk.plan({subject: subject('one'), configuration: off}), desk.plan({subject: subject('two'), configuration: on}),
		]);
		expect(turns).toEqual([['one', 'two'], ['one']]);
		expect(desk.done()).toEqual({explains: 3, switches: 2});
	});

	it('a statement whose planning does not end costs itself: the others have a transaction of their own', async () => {
		const {turns, workbench} = bench(({entry}) => {
			if (entry === 'endless') {
				throw new PlanflipError('cancelled', {message: 'canceling statement due to statement timeout', sqlState: '57014'});
			}
		});
		const desk = deskOn(workbench);
		expect(await outcomes(['one', 'endless', 'two'].map(async entry => desk.plan({subject: subject(entry), configuration: on})))).toEqual([
			'planned', 'canceling statement due to statement timeout', 'planned',
		]);
		expect(turns).toEqual([['one', 'endless'], ['two']]);
	});

	it('what could not be planned within its limit is told so, and not tried again: not by itself, not under other indexes', async () => {
		let now = 0;
		const late = () => {
			now += 10;
			throw new PlanflipError('cancelled', {message: 'canceling statement due to statement timeout', sqlState: '57014'});
		};

		const alone = bench(({entry}) => entry === 'endless' ? late() : undefined);
		const endless = subject('endless');
		const told = 'planning it took longer than 10 ms';
		const one = deskOn(alone.workbench, {ms: () => now});
		const asked = [subject('one'), endless, subject('two')];
		expect(await outcomes([...asked.map(async each => one.plan({subject: each, configuration: on})), one.plan({subject: endless, configuration: off})])).toEqual(['planned', told, 'planned', told]);
		expect(await outcomes([one.plan({subject: endless, configuration: off})])).toEqual([told]);
		expect(alone.turns.flat().filter(entry => entry === 'endless')).toHaveLength(1);

		const {turns, workbench} = bench();
		const portions: string[][] = [];
		const together = togetherOn(portions, {broken: 'endless'});
		const many = deskOn({...workbench, together: {...together, plan: async (...given) => together.plan(...given).catch(late)}}, {ms: () => now});
		expect(await outcomes(asked.map(async each => many.plan({subject: each, configuration: on})))).toEqual(['planned', told, 'planned']);
		expect(turns).toEqual([['two']]);
	});

	it('a lock that is not to be had refuses what needs that configuration, and nothing else', async () => {
		const {workbench} = bench(undefined, configuration => {
			if (configuration === off) {
				throw new PlanflipError('permission', {message: 'another session holds a lock'});
			}
		});
		const desk = deskOn(workbench);
		expect(await outcomes([
			desk.plan({subject: subject('one'), configuration: off}), desk.plan({subject: subject('two'), configuration: on}), desk.plan({subject: subject('two'), configuration: off}),
		])).toEqual(['another session holds a lock', 'planned', 'another session holds a lock']);
	});

	it('never stays under one configuration for long', async () => {
		let now = 0;
		const {turns, workbench} = bench(() => {
			now += 150;
		});
		const desk = deskOn(workbench, {ms: () => now});
		await Promise.all(['one', 'two', 'three', 'four', 'five'].map(async entry => desk.plan({subject: subject(entry), configuration: on})));
		expect(turns).toEqual([['one', 'two'], ['three', 'four'], ['five']]);
	});

	it('stopped, it begins nothing more', async () => {
		const stop = new AbortController();
		const {turns, workbench} = bench(() => {
			stop.abort();
		});
		const desk = deskOn(workbench, {signal: stop.signal});
		const asked = ['one', 'two'].map(async entry => desk.plan({subject: subject(entry), configuration: on}));
		const other = desk.plan({subject: subject('one'), configuration: off});
		expect(await outcomes([...asked, other])).toEqual(['planned', 'measuring was cancelled', 'measuring was cancelled']);
		expect(turns).toEqual([['one']]);
	});

	it('a lost connection ends all of it', async () => {
		const {workbench} = bench(() => {
			throw new PlanflipError('connection', {message: 'the server went away'});
		});
		const desk = deskOn(workbench);
		expect(await outcomes(['one', 'two'].map(async entry => desk.plan({subject: subject(entry), configuration: on})))).toEqual(['the server went away', 'the server went away']);
	});

	it('where that can be, plans under many configurations in one round trip, in the order in which they are asked for', async () => {
		const portions: string[][] = [];
		const {turns, workbench} = bench();
		const desk = deskOn({...workbench, together: togetherOn(portions)});
		const other = configurationOf(['c']);
		await Promise.all([on, other, off].map(async configuration => desk.plan({subject: subject('one'), configuration})));
		expect(portions).toEqual([['one ab', 'one c', 'one a']]);
		expect(turns).toEqual([]);
		expect(desk.done()).toEqual({explains: 3, switches: 3});
	});

	it('asks again for each that was not answered, so that one that cannot be planned costs itself and tells why', async () => {
		const portions: string[][] = [];
		const {turns, workbench} = bench(({entry}) => {
			if (entry === 'broken') {
				throw new PlanflipError('input', {message: 'there is no such column'});
			}
		});
		const desk = deskOn({...workbench, together: togetherOn(portions, {broken: 'broken'})});
		expect(await outcomes(['one', 'broken', 'two'].map(async entry => desk.plan({subject: subject(entry), configuration: on})))).toEqual(['planned', 'there is no such column', 'planned']);
		expect(portions).toEqual([['one ab']]);
		expect(turns).toEqual([['broken'], ['two']]);
	});

	it('plans by itself what cannot be planned together: a configuration of its own kind, a statement without values', async () => {
		const portions: string[][] = [];
		const {turns, workbench} = bench();
		const desk = deskOn({...workbench, together: togetherOn(portions, {takes: configuration => configuration === on})});
		const generic: Subject = {...subject('generic'), parameters: [{name: 'x', value: null, unknown: true}]};
		await Promise.all([
			desk.plan({subject: subject('one'), configuration: on}), desk.plan({subject: generic, configuration: on}), desk.plan({subject: subject('one'), configuration: off}),
		]);
		expect(portions).toEqual([['one ab']]);
		expect(turns).toEqual([['generic'], ['one']]);
	});

	it('refuses a configuration that cannot be switched to whoever asked for it, and plans the others', async () => {
		const refused = () => {
			throw new PlanflipError('permission', {message: 'it is not built'});
		};

		const portions: string[][] = [];
		const {workbench} = bench(undefined, configuration => configuration === off ? refused() : undefined);
		const desk = deskOn({...workbench, together: togetherOn(portions, {takes: configuration => configuration === off ? refused() : true})});
		expect(await outcomes([off, on].map(async configuration => desk.plan({subject: subject('one'), configuration})))).toEqual(['it is not built', 'planned']);
		expect(portions).toEqual([['one ab']]);
	});

	it('keeps a round trip short: whoever stops the work waits for one', async () => {
		let now = 0;
		const portions: string[][] = [];
		const {workbench} = bench();
		const together = togetherOn(portions);
		const desk = deskOn({...workbench, together: {...together, async plan(plannings, limits, answered) {
			await together.plan(plannings, limits, answered);
			now += 40 * plannings.reduce((sum, {subjects}) => sum + subjects.length, 0);
		}}}, {ms: () => now});
		await Promise.all(Array.from({length: 9}, async (_, at) => desk.plan({subject: subject(`q${at}`), configuration: on})));
		expect(portions.map(({length}) => length)).toEqual([4, 2, 1, 1, 1]);
	});
});
