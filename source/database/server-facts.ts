/** What one probe told about the server; decides the rung. */
export interface ServerFacts {
	/** `PostgreSQL 18.4`, as server_version says. */
	readonly version: string;
	/** server_version_num, e.g. 180004. */
	readonly versionNumber: number;
	readonly engine: 'pglite' | 'server';
	readonly database: string;
	readonly user: string;
	readonly superuser: boolean;
	readonly inRecovery: boolean;
	/** Backends on this database other than ours. */
	readonly otherBackends: number;
	readonly readOnly: boolean;
}
