import {describe, expect, it} from 'vitest';
import type {Delta, Run} from '../../source/experiment/run.ts';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {documentText} from '../../source/report/document-text.ts';
import {latticeDocument} from '../../source/report/lattice/lattice-document.ts';
import {changeWords} from '../../source/view/change-words.ts';
import {choiceChanges} from '../../source/view/choice-changes.ts';
import {lineText} from '../../source/view/line.ts';
import {combinationsOf} from '../support/combinations.ts';
import {run, surroundings} from '../support/surroundings.ts';

const around = surroundings();
const ended = run(around, {samples: [10, 10, 10, 10, 10]});
const stopped = run(around, {samples: [], timedOutMs: 30_000});

function delta(baseline: Run, current: Run): Delta {
	return {kind: 'Delta', baseline, current, samePlan: false, comparison: null};
}

function words(measured: Delta): string {
	return lineText(changeWords({entry: 'never-ends', costTimes: 1, measured: {entry: 'never-ends', fingerprint: '', indexes: measured.current.indexes, costTimes: 1, delta: measured}, timeTimes: null, miss: 'none'}));
}

describe('a query that was stopped says which plan of it was', () => {
	it.each([
		[delta(stopped, stopped), 'never-ends costs 1x; not measured: ended after 30 s, with all indexes too'],
		[delta(ended, stopped), 'never-ends costs 1x; measured stopped after 30 s'],
		[delta(stopped, ended), 'never-ends costs 1x; with all indexes it was stopped after 30 s, with these it ended'],
	])('%#', (measured, said) => {
		expect(words(measured)).toBe(said);
	});
});

it('one that never ends is not among those that are no slower when executed, though its other plan costs the same', async () => {
	const found = await combinationsOf(around.catalog, configurationOf([]), {shots_scene: 900_000, shots_scene_number: 400_000}, {'shots-of-a-scene': [{uses: 0n, cost: 100}, {uses: 0b1n, cost: 10}, {uses: 0b10n, cost: 10}]});
	const [change] = found.lattice.choices.flatMap(choice => choiceChanges(choice, found));
	const fingerprint = found.lattice.choices.flatMap(({answers}) => answers.map(({planned}) => planned.fingerprint)).find(one => one !== found.lattice.entries[0]?.lattice.top.fingerprint) ?? '';
	expect(change?.costTimes).toBe(1);
	const measured = [{entry: 'shots-of-a-scene', fingerprint, indexes: ended.indexes, costTimes: 1, delta: delta(stopped, stopped)}];
	const text = documentText(latticeDocument({...found, measured}, {label: 'l', version: 'v', badge: 'b'}), 120).replaceAll(/\s+/g, ' ');
	expect(text).toContain('not measured: ended after 30 s, with all indexes too');
	expect(text).not.toContain('none of them slower when executed');
});
