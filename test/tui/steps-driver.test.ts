import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import type {Session} from '../../source/database/session.ts';
import type {Ground} from '../../source/lab/laboratory.ts';
import {planShelf} from '../../source/lab/plan-shelf.ts';
import type {Place} from '../../source/lab/steps/open-place.ts';
import type {Errand, ErrandOutcome, ErrandPorts, StepsDesk} from '../../source/lab/steps/steps-desk.ts';
import type {Action} from '../../source/tui/action.ts';
import {createStepsDriver} from '../../source/tui/steps-driver.ts';
import type {StepsNews} from '../../source/tui/steps-overlay.ts';
import {comparedReport, errandOutcome, stepsSurvey} from '../support/steps-survey.ts';

const building: Errand = {step: 'apply-indexes', fresh: false, rttMs: null};

/** A database that nobody asks anything. */
function lentPlace(): Place {
	const never = () => Promise.reject(new Error('nobody asks this database'));
	const session: Session = {
		kind: 'pglite', label: 'PGlite (embedded)', generation: 0, query: never, script: never, simple: never, pipeline: never, copyIn: never, limited: never, reconnect: never,
		undo: () => Promise.resolve(), onLost: () => undefined, onNotice: () => undefined, cancel: () => Promise.resolve(), close: () => Promise.resolve(),
	};
	return {session, database: {label: 'the steps', key: 'steps'}, embedded: true, lookOn: null, leave: () => Promise.resolve()};
}

/** The driver between a desk that does what the test says and a screen that notes what it hears. */
function driven(ground: Ground, perform: (ports: ErrandPorts) => Promise<ErrandOutcome>, changes: Partial<StepsDesk> = {}, refusal: PlanflipError | null = null) {
	const did: string[] = [];
	const lent = lentPlace();
	const laboratory = (at: Ground) => ({
		...planShelf('made for the test', []),
		ground: at,
		lend: async () => {
			did.push('lent');
			return Promise.resolve(lent);
		},
		lookAgain: async () => {
			did.push('looked again');
			return refusal === null ? Promise.resolve() : Promise.reject(refusal);
		},
		close: async () => {
			did.push(`closed ${at}`);
			return Promise.resolve();
		},
	});
	const actions: Action[] = [];
	let lab = laboratory(ground);
	const desk: StepsDesk = {
		survey: async (elsewhere, ports) => {
			did.push(`surveyed ${elsewhere ? 'from outside' : ports.lent === lent ? 'on what is lent' : 'on a connection of its own'}`);
			return Promise.resolve(stepsSurvey({elsewhere}));
		},
		perform: async (_errand, ports) => {
			did.push(`${ports.dryRun ? 'told' : 'performed'} ${ports.lent === lent ? 'on what is lent' : 'on a connection of its own'}`);
			return perform(ports);
		},
		compare: async () => Promise.resolve(comparedReport()),
		async * moveThere() {
			yield await Promise.resolve({kind: 'step' as const, title: 'Starting PostgreSQL', fraction: null});
			yield {kind: 'open' as const, laboratory: laboratory('steps')};
		},
		startThere: 'planflip --persistent',
		...changes,
	};
	const driver = createStepsDriver({
		dispatch: action => actions.push(action),
		now: () => 0,
		desk,
		laboratory: () => lab,
		quiet: async () => {
			did.push('quiet');
			return Promise.resolve();
		},
		lookedAgain: (_lab, rowsAreNew) => did.push(`told that it is another${rowsAreNew ? ', with new rows' : ''}`),
		adopt: async opened => {
			lab = {...laboratory(opened.ground), ...opened};
			did.push(`moved to ${opened.ground}`);
			return Promise.resolve();
		},
	});
	const heard = (): readonly StepsNews[] => actions.flatMap(action => action.kind === 'steps' ? [action.news] : []);
	return {driver, did, heard, actions};
}

const until = async (seen: () => boolean) => {
	while (!seen()) {
		await nextTurn();
	}
};

const ended = (heard: () => readonly StepsNews[]) => until(() => heard().some(({kind}) => ['looked', 'told', 'ended', 'refused', 'compared'].includes(kind)));

it('a step in the embedded database borrows its only session, once nothing is tried there, and the switches are looked over after it', async () => {
	const {driver, did, heard} = driven('steps', async () => Promise.resolve(errandOutcome()));
	driver.perform({kind: 'perform', errand: building, told: []});
	await ended(heard);
	expect(did.filter((word, at) => word !== did[at - 1])).toEqual(['quiet', 'lent', 'performed on what is lent', 'looked again', 'told that it is another']);
	expect(heard().at(-1)).toMatchObject({kind: 'ended', errand: building});
});

it('on a server a step has a connection of its own, and nothing is tried beside it; what it would do is told without stopping anything', async () => {
	const {driver, did, heard} = driven('server', async () => Promise.resolve(errandOutcome()));
	driver.perform({kind: 'plan', errand: building});
	await ended(heard);
	expect(did).toEqual(['told on a connection of its own']);
	driver.perform({kind: 'perform', errand: building, told: []});
	await until(() => heard().some(({kind}) => kind === 'ended'));
	expect(did.slice(1)).toEqual(['quiet', 'performed on a connection of its own', 'looked again', 'told that it is another']);
});

it('what was shown is agreed to; statements that were not are asked about', async () => {
	const answers: boolean[] = [];
	const {driver, heard} = driven('server', async ({agree}) => {
		answers.push(await agree('Build?', ['create index a']));
		answers.push(await agree('Build both?', ['create index a', 'create index b']));
		return errandOutcome();
	});
	driver.perform({kind: 'perform', errand: building, told: ['create index a']});
	await until(() => heard().some(({kind}) => kind === 'asked'));
	expect(answers).toEqual([true]);
	expect(heard().find(({kind}) => kind === 'asked')).toMatchObject({text: 'Build both?', statements: ['create index a', 'create index b']});
	driver.perform({kind: 'answer', yes: false});
	await ended(heard);
	expect(answers).toEqual([true, false]);
});

/** Works until it is stopped. */
const endless = async ({signal, hear}: ErrandPorts) => new Promise<ErrandOutcome>((_, reject) => {
	hear({kind: 'step', title: '1/1 idx', fraction: 0.5});
	signal.addEventListener('abort', () => {
		reject(new PlanflipError('cancelled', {message: 'apply-indexes was stopped at idx.', hint: 'Left INVALID: idx.'}));
	});
});

it('stopped, it tells what it left; leaving planflip meanwhile hands that letter on', async () => {
	const stopped = driven('server', endless);
	stopped.driver.perform({kind: 'perform', errand: building, told: []});
	await until(() => stopped.heard().some(({kind}) => kind === 'at'));
	expect(stopped.driver.busy()).toBe(true);
	stopped.driver.perform({kind: 'stop'});
	await ended(stopped.heard);
	expect(stopped.heard().at(-1)).toEqual({kind: 'refused', lines: ['apply-indexes was stopped at idx.', 'Left INVALID: idx.'], cancelled: true});
	expect(stopped.did).toContain('looked again');

	const left = driven('server', endless);
	left.driver.perform({kind: 'perform', errand: building, told: []});
	await until(() => left.heard().some(({kind}) => kind === 'at'));
	expect(await left.driver.finish()).toEqual(['apply-indexes was stopped at idx.', 'Left INVALID: idx.']);
	expect(await left.driver.finish()).toEqual([]);
});

it('a question is a no when the step is stopped', async () => {
	const answers: boolean[] = [];
	const {driver, heard} = driven('server', async ({agree}) => {
		answers.push(await agree('Build?', ['create index a']));
		return errandOutcome();
	});
	driver.perform({kind: 'perform', errand: building, told: []});
	await until(() => heard().some(({kind}) => kind === 'asked'));
	driver.perform({kind: 'stop'});
	await ended(heard);
	expect(answers).toEqual([false]);
});

it('from a copy the steps are looked at from outside; going there opens the other database first, and looks', async () => {
	const {driver, did, heard} = driven('copy', async () => Promise.resolve(errandOutcome()));
	driver.perform({kind: 'look'});
	await ended(heard);
	driver.perform({kind: 'move'});
	await until(() => heard().filter(({kind}) => kind === 'looked').length === 2);
	expect(did).toEqual(['surveyed from outside', 'moved to steps', 'quiet', 'lent', 'surveyed on what is lent']);
});

it('who cannot go there stays where he was, with the letter', async () => {
	const {driver, did, heard} = driven('copy', async () => Promise.resolve(errandOutcome()), {
		async * moveThere() {
			yield await Promise.resolve({kind: 'note' as const, text: 'trying'});
			throw new PlanflipError('permission', {message: 'Another planflip is at work there.'});
		},
	});
	driver.perform({kind: 'move'});
	await ended(heard);
	expect(heard().at(-1)).toEqual({kind: 'refused', lines: ['Another planflip is at work there.'], cancelled: false});
	expect(did).toEqual([]);
});

it('a report that cannot be written costs a sentence', async () => {
	const {driver, actions} = driven('server', async () => Promise.resolve(errandOutcome()));
	driver.perform({kind: 'write', report: comparedReport(async () => Promise.reject(new PlanflipError('usage', {message: 'The report cannot be written there: it is no folder.'})))});
	await until(() => actions.length > 0);
	expect(actions).toEqual([{kind: 'steps', news: {kind: 'written', said: {text: 'The report cannot be written there: it is no folder.', tone: 'warn'}}}]);
});

it('after a step that fills the tables anew the rows are new', async () => {
	const {driver, did, heard} = driven('server', async () => Promise.resolve(errandOutcome()));
	driver.perform({kind: 'perform', errand: {...building, step: 'seed'}, told: []});
	await ended(heard);
	expect(did.at(-1)).toBe('told that it is another, with new rows');
});

it('where the database cannot be looked over the switches are said to be those of before, and what the step came to is told all the same', async () => {
	const {driver, actions, heard} = driven('server', async () => Promise.resolve(errandOutcome()), {}, new PlanflipError('permission', {message: 'permission denied for schema app'}));
	driver.perform({kind: 'perform', errand: building, told: []});
	await ended(heard);
	expect(actions).toContainEqual({kind: 'notice', text: 'the switches are still those of before: permission denied for schema app', tone: 'warn'});
	expect(heard().at(-1)).toMatchObject({kind: 'ended'});
});
