import {expect, it} from 'vitest';
import {configurationOf} from '../../../source/catalog/index-configuration.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import {executesStatements} from '../../../source/lab/operate.ts';
import {operationsInTurns} from '../../../source/lab/steps/operations-in-turns.ts';
import {operationRun} from '../../support/measurements.ts';

const asBuilt = configurationOf(['shots_scene', 'shots_type']);
const before = configurationOf(['shots_scene']);
/** A workbench that executes whatever EXPLAIN is handed, as that of hints does. */
const bench = (number: 1 | 3) => ({rung: rungOf(number), workbench: {executes: () => true}, universe: {asBuilt}});
const laboratory = (number: 1 | 3, operations = [operationRun().operation]) => ({
	catalog: {operations}, rung: () => rungOf(number), operates: (configuration: typeof before) => executesStatements(bench(number), configuration),
});

it('by hints (rung 3) operations are measured alone, and the measurement says why', () => {
	expect(operationsInTurns(before, laboratory(3))).toEqual({
		before: null,
		notes: ['Operations are measured alone, not in turns with the indexes of the baseline: they run their statements as they stand, which "MEASURED, by hints" does not reach.'],
	});
	expect(operationsInTurns(before, laboratory(3, []))).toEqual({before: null, notes: []});
});

it('where statements obey the switch as they stand, they take turns, and nothing is said', () => {
	expect(operationsInTurns(before, laboratory(1))).toEqual({before, notes: []});
	expect(operationsInTurns(null, laboratory(3))).toEqual({before: null, notes: []});
});
