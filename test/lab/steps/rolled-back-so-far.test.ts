import {expect, it} from 'vitest';
import {errorLines, PlanflipError} from '../../../source/errors.ts';
import {rolledBackSoFar} from '../../../source/lab/steps/rolled-back-so-far.ts';

const stopped = new PlanflipError('cancelled', {message: 'the statement was stopped'});

it('a rollback that was stopped tells what it dropped, how the index stands that it ended at, and how to go on', () => {
	expect(errorLines(rolledBackSoFar(stopped, {dropped: ['b'], at: 'a', concurrently: true}))).toEqual([
		'rollback was stopped at a.',
		'Dropped: b',
		'a may be INVALID now, which Postgres does not use but every write maintains.',
		'planflip rollback goes on from here.',
	]);
});

it('between two indexes, and on the embedded database, none is half dropped', () => {
	expect(errorLines(rolledBackSoFar(stopped, {dropped: [], at: null, concurrently: true}))).toEqual(['rollback was stopped.', 'Nothing was dropped.', 'planflip rollback goes on from here.']);
	expect(errorLines(rolledBackSoFar(stopped, {dropped: [], at: 'a', concurrently: false})).join(' ')).not.toContain('INVALID');
});

it('what the server said against it keeps its kind and its remedy', () => {
	const error = new PlanflipError('permission', {message: 'must be owner of index a', hint: 'Connect as its owner.', sqlState: '42501'});
	const letter = rolledBackSoFar(error, {dropped: ['c', 'b'], at: 'a', concurrently: false});
	expect(letter).toMatchObject({kind: 'permission', sqlState: '42501', message: 'a could not be dropped: must be owner of index a'});
	expect(errorLines(letter)).toEqual(['a could not be dropped: must be owner of index a', 'Connect as its owner.', 'Dropped: c, b', 'planflip rollback goes on from here.']);
});

it('a bug stays a bug', () => {
	const bug = new Error('unforeseen');
	expect(rolledBackSoFar(bug, {dropped: [], at: 'a', concurrently: true})).toBe(bug);
});
