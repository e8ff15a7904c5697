import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {createStore} from '../../source/tui/store.ts';
import {screenState} from '../support/screen-state.ts';

it('has a flip\'s statement on its way before anything is drawn, and draws several changes at once', async () => {
	const told: string[] = [];
	const store = createStore(screenState().state, command => told.push(command.kind));
	store.subscribe(() => told.push('drawn'));
	store.dispatch({kind: 'key', name: '2', text: '2'});
	store.dispatch({kind: 'key', name: 'space', text: ' '});
	expect(told).toEqual(['try']);
	await nextTurn();
	expect(told).toEqual(['try', 'drawn']);
	store.dispatch({kind: 'key', name: '1', text: '1'});
	await nextTurn();
	expect(told).toEqual(['try', 'drawn', 'drawn']);
});
