import {expect, test} from 'vitest';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Row, Session} from '../../source/database/session.ts';
import {withEngines} from '../support/engines.ts';
import {letterOf} from './letter-of.ts';

withEngines('readServerFacts', engine => {
	test('tells version, engine, database and rights', async () => {
		const facts = await readServerFacts(engine.session);
		expect(facts).toMatchObject({engine: engine.kind, superuser: true, inRecovery: false, otherBackends: 0, readOnly: false});
		expect(facts.version).toMatch(new RegExp(`^PostgreSQL ${engine.major}\\.\\d+$`));
		expect(Math.floor(facts.versionNumber / 10_000)).toBe(engine.major);
		expect(facts.user).toBe(engine.kind === 'pglite' ? 'postgres' : 'planflip');
	});

	test('sees that it may only read, and that it is no superuser', async () => {
		await engine.session.script('begin; create role plain; set local role plain; set local transaction_read_only = on');
		expect(await readServerFacts(engine.session)).toMatchObject({user: 'plain', superuser: false, readOnly: true});
		await engine.session.script('rollback');
	});

	test('counts others on the same database', async () => {
		const other = await engine.open();
		expect((await readServerFacts(engine.session)).otherBackends).toBe(engine.kind === 'pglite' ? 0 : 1);
		await other.close();
	});
});

test('a server older than PostgreSQL 13 is refused, and told why', async () => {
	const old: Pick<Session, 'kind' | 'label' | 'query'> = {
		kind: 'server',
		label: 'ada@old:5432/copy',
		query: () => Promise.resolve<readonly Row[]>([{number: 120_022, version: '12.22'}]),
	};
	const letter = await letterOf(readServerFacts(old));
	expect(letter).toMatchObject({kind: 'connection', where: 'ada@old:5432/copy'});
	expect(letter.message).toContain('PostgreSQL 12.22 is too old');
	expect(letter.hint).toContain('13');
});
