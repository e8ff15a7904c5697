/** What of the server's settings and state bears on measuring. */
export interface ServerSettings {
	/** By name, as SHOW prints them; absent where this version has no such setting. */
	readonly settings: ReadonlyMap<string, string>;
	/** pg_stat_statements answers in this database. */
	readonly statements: boolean;
	/** Valid indexes that the planner ignores all the same, until older transactions have ended (indcheckxmin). */
	readonly tooYoung: readonly string[];
}
