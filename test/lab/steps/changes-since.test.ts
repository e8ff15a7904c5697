import {expect, it} from 'vitest';
import {whatDiffers} from '../../../source/comparison/what-differs.ts';
import {changesSince} from '../../../source/lab/steps/changes-since.ts';
import {measurement} from '../../support/compared-measurements.ts';

const identity = {system: '7300000000000000001', oid: 16_384};
const baseline = measurement({id: 'aaaaaaaa', identity});
const elsewhere = {label: 'me@10.0.0.7:5432/app', key: '10.0.0.7:5432/app'};
const noIndexes = {adoptions: [], dropped: [], redefined: [], superseded: []};

it.each([{...identity, oid: 16_385}, {...identity, system: '7300000000000000002'}])('a database that was created anew under its name is told: %#', other => {
	expect(changesSince(baseline, measurement({identity: other}))).toEqual([expect.stringMatching(/^The baseline aaaaaaaa was measured on another database of this name: it was created anew since/)]);
});

it('the same database under another name is the same, here and in the comparison', () => {
	const now = measurement({identity, database: elsewhere});
	expect(changesSince(baseline, now)).toEqual([]);
	expect(whatDiffers(baseline, now, noIndexes).join('\n')).not.toMatch(/Different databases/);
});

it('without an identity the name tells', () => {
	const unseen = measurement({id: 'aaaaaaaa'});
	expect(changesSince(unseen, measurement({identity}))).toEqual([]);
	expect(changesSince(unseen, measurement({identity, database: elsewhere}))).toEqual([expect.stringMatching(/was measured on another database, /)]);
	expect(changesSince(baseline, measurement({identity: {...identity, system: null}}))).toEqual([]);
});
