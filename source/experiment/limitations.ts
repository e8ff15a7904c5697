import type {ExtensionFacts} from '../database/extension-facts.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {ServerSettings} from '../database/server-settings.ts';

/** Something that bears on what planflip can measure or show here. */
export interface Limitation {
	readonly what: string;
	/** What it means for what is measured. */
	readonly so: string;
	/** The statement or setting that changes it; null where nothing need be done. */
	readonly remedy: string | null;
}

interface Look {
	readonly facts: ServerFacts;
	readonly extensions: ExtensionFacts;
	readonly settings: ServerSettings;
	readonly setting: (name: string) => string | null;
}

/** One question each, asked in this order. A new one, such as whether a pooler stands between, is one more line. */
const checks: ReadonlyArray<(look: Look) => Limitation | null> = [
	({facts}) => facts.inRecovery
		? {what: 'the server is a standby', so: 'nothing can be written, so indexes are switched by hints or HypoPG only', remedy: 'connect to the primary'}
		: null,
	({facts}) => facts.readOnly && !facts.inRecovery
		? {what: 'default_transaction_read_only is on', so: 'indexes are switched by hints or HypoPG only', remedy: 'PGOPTIONS=\'-c default_transaction_read_only=off\''}
		: null,
	({facts}) => facts.engine === 'pglite'
		? {what: 'PostgreSQL runs inside planflip (WebAssembly)', so: 'no parallel workers, and times are several times those of a server: ratios and blocks carry over, milliseconds do not', remedy: null}
		: null,
	({setting, facts}) => facts.engine === 'server' && (setting('max_parallel_workers_per_gather') === '0' || setting('max_parallel_workers') === '0')
		? {what: 'parallel workers are off', so: 'no plan is a parallel one', remedy: 'SET max_parallel_workers_per_gather = 2; as ALTER ROLE ... SET for good'}
		: null,
	({setting, facts}) => setting('track_io_timing') === 'off'
		? {what: 'track_io_timing is off', so: 'time spent reading blocks is not told apart', remedy: facts.superuser ? 'ALTER SYSTEM SET track_io_timing = on; SELECT pg_reload_conf();' : `GRANT SET ON PARAMETER track_io_timing TO "${facts.user}"; or ask a superuser to turn it on`}
		: null,
	({settings, setting, facts}) => settings.statements
		? null
		: {
			what: 'pg_stat_statements is not in this database',
			so: 'the server\'s own statistics of queries cannot be asked',
			remedy: facts.engine === 'pglite' ? null : (setting('shared_preload_libraries')?.includes('pg_stat_statements') === true ? '' : 'shared_preload_libraries = \'pg_stat_statements\', a restart, then ') + 'CREATE EXTENSION pg_stat_statements;',
		},
	({setting, facts}) => facts.engine === 'server' && isSet(setting('statement_timeout'))
		? {what: `statement_timeout is ${setting('statement_timeout') ?? ''} for this user`, so: 'trials have their own; looking at the catalogue is bound by this one', remedy: null}
		: null,
	({setting}) => isSet(setting('transaction_timeout'))
		? {what: `transaction_timeout is ${setting('transaction_timeout') ?? ''} for this user`, so: 'a trial that takes longer loses its connection', remedy: 'ALTER ROLE ... SET transaction_timeout = 0;'}
		: null,
	({facts}) => facts.versionNumber < 160_000
		? {what: `${facts.version} has no EXPLAIN (GENERIC_PLAN)`, so: 'a statement with $1 needs values to be planned', remedy: 'PostgreSQL 16 or later'}
		: null,
	({facts, setting}) => facts.engine === 'server' && (setting('client_connection_check_interval') === null || setting('client_connection_check_interval') === '0')
		? {what: 'the server does not notice a client that is gone', so: 'after a kill -9 of planflip a statement runs to its end or its timeout', remedy: facts.versionNumber < 140_000 ? 'PostgreSQL 14 or later' : null}
		: null,
	({facts}) => facts.otherBackends > 0
		? {what: `${facts.otherBackends} other ${facts.otherBackends === 1 ? 'connection is' : 'connections are'} open on this database`, so: 'what they do is noise in the times; blocks are exact all the same', remedy: null}
		: null,
	({extensions: {hypopg}}) => hypopg.imagines
		? {what: `HypoPG ${hypopg.installed ?? ''} is here`, so: hypopg.hides ? 'proposed indexes can be imagined, existing ones hidden for EXPLAIN' : 'proposed indexes can be imagined; it is too old to hide existing ones', remedy: null}
		: null,
	({settings: {tooYoung}}) => tooYoung.length === 0
		? null
		: {what: `${tooYoung.join(', ')} ${tooYoung.length === 1 ? 'was' : 'were'} built while an older transaction was open`, so: 'the planner ignores a young index (indcheckxmin) until that transaction has ended', remedy: 'end the oldest transaction of pg_stat_activity'},
];

export function limitations(facts: ServerFacts, extensions: ExtensionFacts, settings: ServerSettings): readonly Limitation[] {
	const look: Look = {facts, extensions, settings, setting: name => settings.settings.get(name) ?? null};
	return checks.flatMap(check => check(look) ?? []);
}

function isSet(timeout: string | null): boolean {
	return timeout !== null && timeout !== '0';
}
