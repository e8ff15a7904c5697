import {expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {planSwitch, takesSwitching} from '../../source/experiment/plan-switch.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {indexLine, indexRows} from '../../source/view/index-rows.ts';
import {lineText} from '../../source/view/line.ts';
import {indexState} from '../support/surroundings.ts';

const universe = indexUniverse([indexState({}), indexState({name: 'shots_broken', oid: 5, valid: false})], [], [], [{schema: 'public', name: 'shots', owned: true}]);

it('an INVALID index is never shown as one that is on: no query uses it', () => {
	const rows = indexRows(universe, universe.asBuilt, [], rungOf(1), true);
	expect(rows.map(row => lineText(indexLine(row, 30)))).toEqual([
		' [!] shots_broken      INVALID',
		' [x] shots_scene        800 kB',
	]);
});

it('whatever is wanted of an INVALID index, there is nothing to switch: presets go past it', () => {
	const bare = configurationOf([]);
	expect(universe.indexes.map(index => takesSwitching(index, bare))).toEqual([true, false]);
	expect(planSwitch(bare, universe, rungOf(1), true).drop.map(({key}) => key)).toEqual(['shots_scene']);
});
