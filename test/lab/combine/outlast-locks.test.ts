import {expect, it} from 'vitest';
import {lockBusy} from '../../../source/experiment/lock-busy.ts';
import {outlastLocks} from '../../../source/lab/combine/outlast-locks.ts';

it('what a lock refused is tried once more, after all others; what is wrong by itself is not', async () => {
	const tried: string[] = [];
	const results = await outlastLocks(['released', 'plain', 'held', 'wrong'], async name => {
		tried.push(name);
		await Promise.resolve();
		const again = tried.filter(one => one === name).length > 1;
		if (name === 'held' || (name === 'released' && !again)) {
			throw lockBusy(null);
		}

		if (name === 'wrong') {
			throw new Error('no such table');
		}

		return name.toUpperCase();
	});
	expect(tried).toEqual(['released', 'plain', 'held', 'wrong', 'released', 'held']);
	expect(results.map(result => result.status === 'fulfilled' ? result.value : 'refused')).toEqual(['RELEASED', 'PLAIN', 'refused', 'refused']);
});
