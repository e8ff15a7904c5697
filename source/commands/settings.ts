/** What the command line says, checked and typed; one shape for every verb. */
export interface Settings {
	readonly databaseUrl: string | undefined;
	readonly catalog: string | undefined;
	readonly scale: string;
	readonly seed: number;
	/** The embedded database of the steps instead of a copy. */
	readonly persistent: boolean;
	readonly fresh: boolean;
	readonly disposable: boolean;
	readonly allowBlocking: boolean;
	readonly rung: number | undefined;
	/** A configuration to try; apply-indexes, and S on the screen: what to build. */
	readonly indexes: string | undefined;
	/** Every --indexes; more than one only where several are compared. */
	readonly configurations: readonly string[];
	readonly against: string | undefined;
	/** post-optimization, and S on the screen: the baseline it answers, an id or a file. */
	readonly baseline: string | undefined;
	/** Indexes to try, as CREATE INDEX statements or their short form. */
	readonly propose: readonly string[];
	readonly param: readonly string[];
	/** parameters: the one that varies. */
	readonly over: string | undefined;
	/** parameters: values to try besides. */
	readonly values: readonly string[];
	readonly runs: number | undefined;
	/** A round trip's time, as `1ms`. */
	readonly rtt: string | undefined;
	/** Runs are kept. */
	readonly history: boolean;
	/** All runs, not only the newest. */
	readonly all: boolean;
	readonly aa: boolean;
	readonly slowdown: string | undefined;
	readonly comparisons: number | undefined;
	/** The folder of what the steps leave; undefined: in the state folder. */
	readonly results: string | undefined;
	/** Say what would be done, and do nothing. */
	readonly dryRun: boolean;
	/** monitor: seconds between two looks. */
	readonly watch: string | undefined;
	readonly sort: string | undefined;
	readonly filter: string | undefined;
	/** import: no new card for what was called less often. */
	readonly minCalls: number | undefined;
	/** import: what pg_stat_statements counted. */
	readonly statements: boolean;
	/** export: sql, kysely or drizzle; several with commas. */
	readonly format: string | undefined;
	/** init: so many queries at the most. */
	readonly top: number | undefined;
	/** What a proposal must save for the exit code 1, as `5%`. */
	readonly atLeast: string | undefined;
	/** lattice: how much dearer the smallest set may be; advise: what may be given up of the best. As `5%`. */
	readonly within: string | undefined;
	/** lattice, advise: what any query may cost, times its cost with all indexes on; as `2x` or `50%`. */
	readonly each: string | undefined;
	/** The most room for indexes; advise: for proposed ones. As `100MB`. */
	readonly maxSize: string | undefined;
	readonly maxIndexes: number | undefined;
	/** lattice: execute nothing. */
	readonly planOnly: boolean;
	/** The folder to write a report, or an export, into. */
	readonly out: string | undefined;
	/** Open the written page. */
	readonly open: boolean;
	/** What makes compare exit with 1. */
	readonly failOn: string | undefined;
	readonly json: boolean;
	readonly plain: boolean;
	readonly yes: boolean;
	readonly color: boolean;
}

/** What the program finds around itself; compose.ts fills it in. */
export interface Surface {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly home: string;
	/** The folder of the built-in catalogue. */
	readonly queries: string;
	readonly workerUrl: URL;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
	/** stdout is data. */
	readonly print: (text: string) => void;
	/** stderr is talk. */
	readonly tell: (text: string) => void;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
}
