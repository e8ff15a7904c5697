import {expect, it} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import {freshRunner} from '../../source/tui/fresh-runner.ts';
import {createRunner} from '../../source/tui/runner.ts';

/** A runner over a laboratory whose answers to "is it outdated?" are given. */
function fresh(answers: ReadonlyArray<boolean | Error>) {
	const did: string[] = [];
	const left = [...answers];
	const lab = {
		async isOutdated() {
			did.push('asked');
			const answer = left.shift() ?? false;
			return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
		},
		async lookAgain() {
			did.push('looked again');
			return Promise.resolve();
		},
	};
	const runner = freshRunner(createRunner({dispatch: () => undefined, now: () => 0}), lab, () => {
		did.push('told');
	});
	const run = async (work: () => Promise<unknown>) => {
		runner.start({cancel: async () => Promise.resolve()}, 1, async () => {
			did.push('worked');
			return work();
		});
		await runner.ended();
	};

	return {did, run};
}

const gone = new PlanflipError('input', {message: 'index "shots_scene" does not exist', sqlState: '42704'});

it('what is tried under the indexes of the screen is tried at once', async () => {
	const {did, run} = fresh([false]);
	await run(async () => Promise.resolve());
	expect(did).toEqual(['asked', 'worked']);
});

it('where others have changed the indexes nothing is tried: the database is looked over and the screen told', async () => {
	const {did, run} = fresh([true]);
	await run(async () => Promise.resolve());
	expect(did).toEqual(['asked', 'looked again', 'told']);
});

it('an index that goes while it is tried is noticed by what the server says', async () => {
	const {did, run} = fresh([false, true]);
	await run(async () => Promise.resolve(gone));
	expect(did).toEqual(['asked', 'worked', 'asked', 'looked again', 'told']);
});

it('a statement that names what never was fails once, and is not tried again', async () => {
	const {did, run} = fresh([false, false]);
	await run(async () => Promise.resolve(gone));
	expect(did).toEqual(['asked', 'worked', 'asked']);
});

it('other errors are nobody else\'s doing', async () => {
	const {did, run} = fresh([false]);
	await run(async () => Promise.resolve(new PlanflipError('input', {message: 'syntax error', sqlState: '42601'})));
	expect(did).toEqual(['asked', 'worked']);
});

it('where the question fails the work itself tells why', async () => {
	const {did, run} = fresh([new PlanflipError('connection', {message: 'the server went away'})]);
	await run(async () => Promise.resolve());
	expect(did).toEqual(['asked', 'worked']);
});
