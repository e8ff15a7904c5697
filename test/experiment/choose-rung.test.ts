import {describe, expect, it} from 'vitest';
import type {ServerFacts} from '../../source/database/server-facts.ts';
import {noExtensions} from '../../source/database/extension-facts.ts';
import {chooseRung, waysUp} from '../../source/experiment/choose-rung.ts';
import {rungOf} from '../../source/experiment/rung.ts';

const facts: ServerFacts = {
	version: 'PostgreSQL 18.4', versionNumber: 180_004, engine: 'server', database: 'app', user: 'ada',
	superuser: false, inRecovery: false, otherBackends: 3, readOnly: false,
};
const nothing = {facts, extensions: noExtensions, ownsTables: false, owners: ['grace'], disposable: false, consentToBlock: false};
const superuser = {...nothing, facts: {...facts, superuser: true}};

describe('the rung', () => {
	it.each([
		['a superuser on a shared server', superuser, 2],
		['a superuser on a disposable database', {...superuser, disposable: true}, 1],
		['an owner on a disposable database', {...nothing, ownsTables: true, disposable: true}, 1],
		['an owner who lets others wait', {...nothing, ownsTables: true, consentToBlock: true}, 5],
		['an owner who does not', {...nothing, ownsTables: true}, 6],
		['a reader', {...nothing, disposable: true, consentToBlock: true}, 6],
		['a superuser on a standby, where nothing can be written', {...superuser, disposable: true, facts: {...superuser.facts, inRecovery: true}}, 6],
	])('for %s is the best that is allowed', (_, grounds, number) => {
		expect(chooseRung(grounds).number).toBe(number);
	});

	it('that was wished for and cannot be is refused with the reason', () => {
		expect(() => chooseRung(nothing, 2)).toThrow(/rung 2 .* ada is not a superuser/);
	});

	it('as it is says what each better way lacks', () => {
		expect(waysUp({...nothing, ownsTables: true}, rungOf(6))).toEqual([
			expect.stringMatching(/isolated: .*--disposable/),
			expect.stringMatching(/no table lock: .*superuser/),
			expect.stringMatching(/by hints: .*session_preload_libraries = 'pg_hint_plan'/),
			expect.stringMatching(/PLAN ONLY: .*CREATE EXTENSION hypopg/),
			expect.stringMatching(/BLOCKS OTHERS: .*--allow-blocking/),
		]);
	});
});
