import {expect, it} from 'vitest';
import {rollbackVerb} from '../../source/commands/steps/rollback-verb.ts';
import type {RolledBack} from '../../source/lab/steps/rollback.ts';

const conclude = (result: Partial<RolledBack>) => rollbackVerb.conclude({declined: false, nothing: true, refused: [], forbidden: false, unknown: null, ...result}, {done: [], skipped: [], would: []});
const unknown = {folder: '/results', others: ['me@db:5432/app'], doubtful: []};

it('says that nothing is there any more only of a database that it has a record of', () => {
	expect(conclude({})).toMatchObject({code: 0, talk: ['apply-indexes built nothing here that is still there.']});
	expect(conclude({unknown})).toMatchObject({code: 0, talk: ['/results has no record of apply-indexes for this database. Its records are of: me@db:5432/app.']});
});

it('does not call it done where the records may be this database\'s, and nobody can tell', () => {
	expect(conclude({unknown: {...unknown, doubtful: unknown.others}})).toMatchObject({code: 1, talk: [expect.anything(), expect.stringMatching(/Whether this is me@db:5432\/app under another name cannot be told/)] as unknown[]});
});

it('is not allowed (3) when all that it leaves alone is another user\'s, and no (1) when anything else is', () => {
	expect(conclude({nothing: false, refused: ['idx_a: you do not own its table shots'], forbidden: true}).code).toBe(3);
	expect(conclude({nothing: false, refused: ['idx_a: you do not own its table shots', 'idx_b: it is defined otherwise now'], forbidden: false}).code).toBe(1);
});
