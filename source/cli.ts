import meow from 'meow';
import process from 'node:process';
import {compose} from './compose.ts';
import {errorLines, exitCodeOf, PlanflipError} from './errors.ts';
import {readArguments} from './commands/read-arguments.ts';
import {refuseForeignFlags} from './commands/refuse-foreign-flags.ts';
import type {Settings, Surface} from './commands/settings.ts';

const help = `
  Usage
    $ planflip [explore]              the screen; a plain report when stdout is no terminal
    $ planflip run ENTRY              measure one query or operation of the catalogue
    $ planflip parameters ENTRY       one query over several values of a parameter: where the plan flips, how the time spreads,
                                      and what a prepared statement would get; --over, --value
    $ planflip explain FILE|-         analyse EXPLAIN output in any format; needs no database
    $ planflip diff A B               compare two plans in files, or two kept runs (see below); needs no database
    $ planflip diff ENTRY             compare one query under two configurations: --indexes, --against
    $ planflip runs [ENTRY]           the kept runs, newest first; --all on a terminal shows more than twenty
    $ planflip runs show RUN          a kept run on the screen, or --plain; RUN: an id or its beginning, latest, previous, ENTRY@latest
    $ planflip report RUN...          kept runs side by side, compared, with their plans; --out, --open
    $ planflip compare [BASELINE] [AFTER]
                                      what the indexes built between two measurements are worth; ids, files or latest. Without any:
                                      the latest of the database that is named as for the steps; needs no connection
    $ planflip doctor                 what the server allows, what it lacks, and the statement that would lift it
    $ planflip init [DIR]             a catalogue of your own to begin with: the database's indexes, its dearest statements; --top, --dry-run
    $ planflip check [DIR]            what is wrong with a catalogue: reads every file, plans every entry; executes nothing
    $ planflip export                 --indexes as scripts: SQL to apply and to roll back, a Kysely migration, Drizzle lines
    $ planflip import FILE... --catalog DIR
                                      statements of a server's log or a .sql file into a catalogue, a log's plans into the history
    $ planflip import --statements    what pg_stat_statements counted, into --catalog DIR; executes none of it
    $ planflip monitor                how indexes are used, and which need attention; changes nothing
    $ planflip advise [ENTRY...]      which indexes are missing and which could go, judged together; --at-least 5% exits 1 on a proposal
    $ planflip lattice [ENTRY...]     all combinations of indexes: what can go, what must stay, what each is worth
    $ planflip selftest [ENTRY...]    compare queries with themselves: are the differences measured here real?

  The steps, each of which finds what the one before it left (on the embedded database they share one, which stays); S on the screen has them, too
    $ planflip setup                  The Copy's tables, rows and baseline indexes; doing it again changes nothing
    $ planflip seed                   The Copy's rows anew, where planflip made its tables; indexes stay
    $ planflip baseline               measure every query and operation of the catalogue as the database is
    $ planflip apply-indexes          build the indexes of the preset optimized, or of --indexes: CONCURRENTLY on a server
    $ planflip post-optimization      measure again, in turns with the indexes of the baseline where they can be switched
    $ planflip rollback               drop what apply-indexes built, the last one first

  Database (without any of these: PostgreSQL inside planflip, filled with The Copy's data)
    --database-url URL   postgres://user:password@host:port/database; also DATABASE_URL and PG*
    --catalog DIR        queries and indexes of your own instead of the built-in ones
    --scale SCALE        volume of The Copy's data: small, standard, or N times standard
    --seed N             another seed makes other data; the same seed the same rows
    --persistent         the embedded database of the steps, as they left it, instead of a copy of a new one
    --fresh              build the embedded database anew; baseline, post-optimization: do not go on with what was stopped
    --yes                answers yes: The Copy's tables may be created, indexes built and dropped on a server

  How indexes may be switched (planflip takes the first way the server allows, and shows which)
    --disposable         nobody else depends on this database: drop and build inside rolled-back transactions
    --allow-blocking     others may wait for a table, a second at most
    --rung N             1 isolated, 2 superuser without locks, 3 pg_hint_plan, 4 HypoPG (plans only), 5 with locks, 6 as it is

  Measuring
    --indexes SPEC       a preset, or +name,-name after one: baseline,+idx_shots_scene_type; apply-indexes and S on the screen build it
                         given more than once to run, all are compared with --against in turns
    --against SPEC       what to compare with; the database as it is, unless given
    --propose INDEX      one more index, on in --indexes unless that takes it away: 'CREATE INDEX ...', or only
                         'shots (scene_id, shot_type)'; repeatable
    --param NAME=VALUE   a parameter's value instead of the sampled one; repeatable
    --over NAME          parameters: the one that varies; the one that moves the plan most, unless given
    --value VALUE        parameters: a value to try besides those that pg_stats suggests; NULL is NULL; repeatable
    --runs N             exactly N pairs of samples instead of 5, 10 or 20
    --rtt TIME           wait that long after every statement of an operation, as a network would: --rtt 1ms; w on the screen
    --results DIR        where the steps leave their measurements and the record of applied indexes
                         ($XDG_STATE_HOME/planflip/measurements)
    --baseline BASELINE  post-optimization, and S on the screen: which baseline to answer, an id or its beginning, or a file; the
                         latest, unless given
    --dry-run            import, init, setup, seed, baseline, apply-indexes, post-optimization, rollback: print what would run
    --no-history         do not keep the runs (they are in $XDG_STATE_HOME/planflip/runs or ~/.local/state/planflip/runs)
    --aa                 selftest: a configuration against itself (the default); exits 1 when more than 5 % are called different
    --slowdown 5%        selftest: against itself made slower by so much; how often it is found
    --comparisons N      selftest: how many; 80 unless given

  A catalogue of your own
    --statements         import: take what pg_stat_statements of the server counted
    --top N              init: so many queries at the most, 20 unless given; import: only so many of the dearest, 50 unless
                         given, and all of a .sql file
    --min-calls N        import: no new card for what was called less often

  Monitoring
    --watch SECONDS      look again and again
    --sort ORDER         of the indexes: size (unless given), scans, table, verdict
    --filter TEXT        only indexes whose name, table or verdict contains it

  Exporting
    --format FORMAT      sql (unless given): apply and rollback scripts for psql; kysely; drizzle; several with commas
    --out DIR            write the files there, named by the time; nothing is overwritten. Without it the first is printed

  Advising (starts from the database as it is, or from --indexes)
    --within 5%          how much of the best may be given up for fewer bytes
    --each 2x            but no query may cost more than so many times what it does with everything on
    --max-size 50MB      of the proposed indexes together
    --max-indexes N      how many may be proposed
    --at-least 5%        exit with 1 when a proposal saves that much of the catalogue's cost

  All combinations (lattice; --indexes names those that may go, --plan-only executes nothing; an ENTRY is a query, or an operation for its statements)
    --within 5%          the smallest set of indexes that costs so much more at most; 0, 1, 5 and 10 % unless given
    --each 2x            but in no set may any single query cost more than so many times what it does with all on
    --max-size 100MB     and the cheapest set that takes no more room
    --max-indexes N      and that has no more indexes

  Reports (compare, report, advise, lattice)
    --out DIR            write the report as Markdown, JSON and one self-contained HTML page, named by the time
    --open               open the page; without --out it is kept in the state folder
    --fail-on WHAT       compare exits with 1 on: regression (the default), attention, index, estimate, incomplete, never;
                         several with commas

  Output
    --json  --plain  --no-color  --help  --version

  Exit codes: 0 done, 1 the answer is no, 2 used wrongly, 3 no connection or not allowed,
  70 a bug, 130/143/129 ended by a signal
`;

type Verb = (settings: Settings, words: readonly string[], surface: Surface) => Promise<number>;

const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
	explore: async () => (await import('./commands/explore.ts')).exploreCommand,
	run: async () => (await import('./commands/run.ts')).runCommand,
	parameters: async () => (await import('./commands/parameters.ts')).parametersCommand,
	explain: async () => (await import('./commands/explain.ts')).explainCommand,
	runs: async () => (await import('./commands/runs.ts')).runsCommand,
	doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
	selftest: async () => (await import('./commands/selftest.ts')).selftestCommand,
	setup: async () => (await import('./commands/setup.ts')).setupCommand,
	seed: async () => (await import('./commands/seed.ts')).seedCommand,
	baseline: async () => (await import('./commands/baseline.ts')).baselineCommand,
	'post-optimization': async () => (await import('./commands/post-optimization.ts')).postOptimizationCommand,
	'apply-indexes': async () => (await import('./commands/apply-indexes.ts')).applyIndexesCommand,
	rollback: async () => (await import('./commands/rollback.ts')).rollbackCommand,
	diff: async () => (await import('./commands/diff.ts')).diffCommand,
	init: async () => (await import('./commands/init.ts')).initCommand,
	check: async () => (await import('./commands/check.ts')).checkCommand,
	export: async () => (await import('./commands/export.ts')).exportCommand,
	import: async () => (await import('./commands/import.ts')).importCommand,
	advise: async () => (await import('./commands/advise.ts')).adviseCommand,
	monitor: async () => (await import('./commands/monitor.ts')).monitorCommand,
	lattice: async () => (await import('./commands/lattice.ts')).latticeCommand,
	compare: async () => (await import('./commands/compare.ts')).compareCommand,
	report: async () => (await import('./commands/report.ts')).reportCommand,
};

const flagTable = {
	databaseUrl: {type: 'string'},
	catalog: {type: 'string'},
	scale: {type: 'string', default: 'standard'},
	seed: {type: 'number', default: 1},
	persistent: {type: 'boolean', default: false},
	fresh: {type: 'boolean', default: false},
	yes: {type: 'boolean', default: false},
	disposable: {type: 'boolean', default: false},
	allowBlocking: {type: 'boolean', default: false},
	rung: {type: 'number'},
	indexes: {type: 'string', isMultiple: true},
	against: {type: 'string'},
	baseline: {type: 'string'},
	propose: {type: 'string', isMultiple: true},
	param: {type: 'string', isMultiple: true},
	over: {type: 'string'},
	value: {type: 'string', isMultiple: true},
	runs: {type: 'number'},
	rtt: {type: 'string'},
	history: {type: 'boolean', default: true},
	all: {type: 'boolean', default: false},
	aa: {type: 'boolean', default: false},
	slowdown: {type: 'string'},
	comparisons: {type: 'number'},
	results: {type: 'string'},
	dryRun: {type: 'boolean', default: false},
	watch: {type: 'string'},
	sort: {type: 'string'},
	filter: {type: 'string'},
	top: {type: 'number'},
	minCalls: {type: 'number'},
	statements: {type: 'boolean', default: false},
	format: {type: 'string'},
	within: {type: 'string'},
	each: {type: 'string'},
	maxSize: {type: 'string'},
	maxIndexes: {type: 'number'},
	atLeast: {type: 'string'},
	planOnly: {type: 'boolean', default: false},
	out: {type: 'string'},
	open: {type: 'boolean', default: false},
	failOn: {type: 'string'},
	json: {type: 'boolean', default: false},
	plain: {type: 'boolean', default: false},
	color: {type: 'boolean', default: true},
} as const;

const surface = compose();
try {
	const words = readArguments(process.argv.slice(2), flagTable);
	refuseForeignFlags(words);
	const {input, flags} = meow(help, {
		importMeta: import.meta,
		description: 'planflip: flip an index, watch the plan',
		argv: words,
		allowUnknownFlags: false,
		flags: flagTable,
	});
	const [name = 'explore', ...rest] = input;
	const load = verbs[name];
	if (load === undefined) {
		throw new PlanflipError('usage', {
			message: `There is no verb "${name}".`,
			hint: `Verbs: ${Object.keys(verbs).join(', ')}. planflip --help tells more.`,
		});
	}

	const configurations = flags.indexes ?? [];
	if (configurations.length > 1 && name !== 'run') {
		throw new PlanflipError('usage', {message: '--indexes is given twice.', hint: 'Leave one of them out; only run compares several configurations.'});
	}

	const verb = await load();
	process.exitCode = await verb({...flags, indexes: configurations[0], configurations, propose: flags.propose ?? [], param: flags.param ?? [], values: flags.value ?? []}, rest, surface);
} catch (error) {
	const code = exitCodeOf(error);
	surface.tell(`planflip: ${errorLines(error).join('\n  ')}`);
	if (code === 70 && error instanceof Error) {
		surface.tell(error.stack ?? '');
	}

	process.exitCode = code;
}
