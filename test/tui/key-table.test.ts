import {describe, expect, it} from 'vitest';
import {bindingFor, keyTable} from '../../source/tui/key-table.ts';
import {paneNames} from '../../source/tui/pane-names.ts';

describe('the key table', () => {
	it('gives no key two meanings in one pane', () => {
		for (const pane of paneNames) {
			const keys = keyTable.filter(binding => binding.panes?.includes(pane) ?? true).flatMap(binding => [...new Set(binding.keys)].map(key => ({key, own: binding.panes !== undefined})));
			const twice = keys.filter(({key, own}, at) => keys.findIndex(other => other.key === key && other.own === own) !== at);
			expect(twice, pane).toEqual([]);
		}
	});

	it('prefers what a key means in its pane', () => {
		expect(bindingFor('space', 'indexes')?.move).toBe('flip');
		expect(bindingFor('space', 'plan')?.move).toBe('toggle fold');
		expect(bindingFor('space', 'timing')).toBeNull();
	});

	it('never quits by Esc', () => {
		for (const pane of paneNames) {
			expect(bindingFor('escape', pane)?.move).toBe('cancel');
		}
	});
});
