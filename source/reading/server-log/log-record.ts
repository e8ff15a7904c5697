/** One message of a server's log, in whichever of its formats it was written. */
export interface LogRecord {
	/** 1-based: where it begins. */
	readonly line: number;
	/** What tells backends apart: a session's or a process's number; empty where the lines have none. */
	readonly session: string;
	/** As far as the format says. */
	readonly user: string | null;
	readonly database: string | null;
	readonly application: string | null;
	readonly at: Date | null;
	readonly message: string;
	/** `parameters: $1 = '42'` of an execution. */
	readonly detail: string | null;
}

/** Takes a log line by line, and hands on what is whole. */
export interface LogReader {
	readonly line: (text: string, number: number) => readonly LogRecord[];
	readonly end: () => readonly LogRecord[];
	/** Lines that belong to nothing, or are cut off, so far: how many, and where the first is. */
	readonly broken: () => {readonly count: number; readonly first: number | null};
}
